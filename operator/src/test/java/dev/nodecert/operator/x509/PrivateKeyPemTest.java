package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.io.StringReader;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys in every form in which OpenSSL writes them: its own files are beside this test. */
class PrivateKeyPemTest {

  static Stream<KeyType> keyTypes() {
    return Stream.of(
        new KeyType.Ecdsa(256),
        new KeyType.Ecdsa(384),
        new KeyType.Ecdsa(521),
        new KeyType.Rsa(2048));
  }

  @ParameterizedTest
  @MethodSource("keyTypes")
  void aKeyThatIsWrittenIsReadAgain(KeyType type) throws MalformedPemException {
    var key = type.generate();

    var read = PrivateKeyPem.read(PrivateKeyPem.write(key));

    assertThat(read.keyPair().getPrivate()).isEqualTo(key.keyPair().getPrivate());
    assertThat(read.publicKey()).isEqualTo(key.publicKey());
  }

  @Test
  void keysAreWrittenInPkcs8() {
    assertThat(PrivateKeyPem.write(new KeyType.Ecdsa(256).generate()))
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("-----END PRIVATE KEY-----\n");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-pkcs1.pem, rsa-public.pem",
    "rsa-pkcs8.pem, rsa-public.pem",
    "ec-sec1.pem, ec-public.pem",
    "ec-sec1-with-parameters.pem, ec-public.pem",
    "ec-pkcs8.pem, ec-public.pem",
  })
  void aKeyIsReadAndItsPublicHalfFound(String privateKey, String publicKey) throws Exception {
    var read = PrivateKeyPem.read(PemFile.text(privateKey));

    assertThat(read.publicKey()).isEqualTo(publicKey(PemFile.text(publicKey)));
    assertThat(read.matches(publicKey(PemFile.text(publicKey)))).isTrue();
  }

  static Stream<Arguments> unreadable() {
    return Stream.of(
        argumentSet("nothing", "", "holds no private key in PEM"),
        argumentSet("no PEM", "not a key", "holds no private key in PEM"),
        argumentSet(
            "no base64",
            "-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n",
            "holds a damaged private key"),
        argumentSet(
            "no DER",
            "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
            "holds a damaged private key"),
        argumentSet(
            "cut off",
            PemFile.text("rsa-pkcs8.pem").substring(0, 400),
            "holds a damaged private key"),
        argumentSet("a certificate", certificate(), "holds something else"),
        argumentSet("a public key", PemFile.text("ec-public.pem"), "holds something else"),
        argumentSet(
            "encrypted PKCS#8",
            PemFile.text("ec-pkcs8-encrypted.pem"),
            "than an unencrypted private key"),
        argumentSet(
            "encrypted PKCS#1",
            PemFile.text("rsa-pkcs1-encrypted.pem"),
            "than an unencrypted private key"),
        argumentSet("DSA", PemFile.text("dsa.pem"), "an algorithm other than RSA and ECDSA"),
        argumentSet(
            "Ed25519", PemFile.text("ed25519.pem"), "an algorithm other than RSA and ECDSA"),
        argumentSet("secp256k1", PemFile.text("ec-secp256k1.pem"), "on another curve than P-256"),
        argumentSet(
            "a curve without a name",
            PemFile.text("ec-sec1-explicit-curve.pem"),
            "on another curve than P-256"));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNoUsableKeyIsToldWithoutRepeatingIt(String pem, String message) {
    assertThatExceptionOfType(MalformedPemException.class)
        .isThrownBy(() -> PrivateKeyPem.read(pem))
        .withMessageContaining(message)
        .satisfies(e ->
            assertThat(pem.lines().filter(line -> !line.isBlank()))
                .noneMatch(line -> e.toString().contains(line)));
  }

  private static String certificate() {
    return TestChain.of(List.of("pve1.example.com"), Instant.EPOCH).make().toPem();
  }

  private static PublicKey publicKey(String pem) throws IOException {
    try (var parser = new PEMParser(new StringReader(pem))) {
      return new JcaPEMKeyConverter().getPublicKey((SubjectPublicKeyInfo) parser.readObject());
    }
  }
}
