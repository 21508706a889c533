package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nodecert.operator.x509.KeyType.KeyDescription;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTypeTest {

  static Stream<KeyType> types() {
    return Stream.of(
        new KeyType.Ecdsa(256),
        new KeyType.Ecdsa(384),
        new KeyType.Ecdsa(521),
        new KeyType.Rsa(2048));
  }

  @ParameterizedTest
  @MethodSource("types")
  void whatIsGeneratedIsOfThatTypeAndOfNoOther(KeyType type) {
    var description = KeyType.describe(type.generate().publicKey());

    assertThat(description).isEqualTo(new KeyDescription(type.algorithm(), type.size()));
    assertThat(types().filter(description::is)).containsExactly(type);
  }

  @Test
  void twoKeysAreNeverTheSame() {
    var type = new KeyType.Ecdsa(256);

    assertThat(type.generate().publicKey()).isNotEqualTo(type.generate().publicKey());
  }

  @Test
  void aCurveThatDoesNotExistIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KeyType.Ecdsa(255).generate())
        .withMessage("no NIST prime curve has 255 bits");
  }

  @Test
  void aKeyOfAnotherFamilyHasItsOwnNameAndNoSize() throws NoSuchAlgorithmException {
    var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

    assertThat(KeyType.describe(key)).isEqualTo(new KeyDescription("EdDSA", 0));
  }
}
