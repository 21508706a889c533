package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrivateKeyPairTest {

  private final PrivateKeyPair key = new KeyType.Ecdsa(256).generate();

  @Test
  void itMatchesItsOwnPublicKeyAndNoOther() {
    assertThat(key.matches(key.publicKey())).isTrue();
    assertThat(key.matches(new KeyType.Ecdsa(256).generate().publicKey())).isFalse();
  }

  @Test
  void itPrintsWhatItIsAndNothingOfTheKey() {
    assertThat(key).hasToString("PrivateKeyPair[KeyDescription[algorithm=ECDSA, size=256]]");
  }
}
