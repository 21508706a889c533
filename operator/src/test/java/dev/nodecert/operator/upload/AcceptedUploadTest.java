package dev.nodecert.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.upload.Verdict.Accepted;
import dev.nodecert.operator.upload.Verdict.Note;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A working pair works, in whatever form it comes. */
class AcceptedUploadTest {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final String CHAIN = UploadFile.text("leaf.pem", "issuing.pem");
  private static final String KEY = UploadFile.text("key-pkcs8.pem");

  static Stream<Arguments> forms() {
    return Stream.of(
        argumentSet("PKCS#8", Uploads.pem(CHAIN, KEY)),
        argumentSet("SEC 1 with parameters", Uploads.pem(CHAIN, file("key-sec1.pem"))),
        argumentSet("text around", Uploads.pem(file("bags.pem"), "Key:\n" + KEY + "\nend")),
        argumentSet("CRLF", Uploads.pem(crlf(CHAIN), crlf(KEY))),
        argumentSet("byte order mark", Uploads.pem("\uFEFF" + CHAIN, "\uFEFF" + KEY)),
        argumentSet("all in tls.crt", Uploads.pem(KEY + CHAIN, "")),
        argumentSet("a key beside the chain", Uploads.pem(file("key-other.pem") + CHAIN, KEY)),
        argumentSet("PKCS#12 without protection", Uploads.file("keystore.p12", "plain.p12")),
        argumentSet("PKCS#12 with an empty one", Uploads.file("tls.pfx", "empty.p12")),
        argumentSet("the same of old", Uploads.file("tls.pfx", "legacy-empty.p12")));
  }

  static Stream<Arguments> encrypted() {
    return Stream.of(
        argumentSet("AES", Uploads.pem(CHAIN, file("key-pkcs8-aes.pem"))),
        argumentSet("scrypt", Uploads.pem(CHAIN, file("key-pkcs8-scrypt.pem"))),
        argumentSet("3DES", Uploads.pem(CHAIN, file("key-pkcs8-3des.pem"))),
        argumentSet("OpenSSL's own, AES", Uploads.pem(CHAIN, file("key-sec1-aes.pem"))),
        argumentSet("OpenSSL's own, 3DES", Uploads.pem(CHAIN, crlf(file("key-sec1-des3.pem")))),
        argumentSet("PKCS#12 of OpenSSL 3", Uploads.file("keystore.p12", "modern.p12")),
        argumentSet("PKCS#12 of OpenSSL 1", Uploads.file("pve1.PFX", "legacy.p12")),
        argumentSet("PKCS#12 without MAC", Uploads.file("tls.p12", "no-mac.p12")));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void whatIsNotEncryptedNeedsNoPassphrase(Upload upload) throws MalformedPemException {
    assertIsThePair(UploadCheck.judge(upload, NOW));
  }

  @ParameterizedTest
  @MethodSource("encrypted")
  void whatIsEncryptedIsOpened(Upload upload) throws MalformedPemException {
    assertIsThePair(UploadCheck.judge(Uploads.opened(upload, UploadFile.PASSPHRASE), NOW));
  }

  @Test
  void aPassphraseMayEndInALineBreakAndHaveOtherCharactersThanAscii() throws MalformedPemException {
    var key = Uploads.pem(CHAIN, file("key-pkcs8-umlaut.pem"));
    var keystore = Uploads.file("keystore.p12", "umlaut.p12");

    assertIsThePair(UploadCheck.judge(Uploads.opened(key, "Schlüssel\n"), NOW));
    assertIsThePair(UploadCheck.judge(Uploads.opened(keystore, "Schlüssel\r\n"), NOW));
  }

  @Test
  void pemIsReadRatherThanAKeystoreBesideIt() {
    var upload =
        Uploads.of(
            Map.of(
                "tls.crt",
                UploadFile.bytes("leaf.pem"),
                "tls.key",
                UploadFile.bytes("key-pkcs8.pem"),
                "keystore.p12",
                new byte[] {1},
                "truststore.p12",
                new byte[] {1}));

    assertThat(UploadCheck.judge(upload, NOW)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "leaf.pem issuing.pem, ''",
    "leaf.pem issuing.pem root.pem, ''",
    "issuing.pem leaf.pem, ChainReordered",
    "root.pem issuing.pem leaf.pem, ChainReordered",
    "leaf.pem leaf.pem issuing.pem issuing.pem, ''",
    "leaf.pem, IssuerNotIncluded",
  })
  void theChainIsMended(String files, String notes) throws MalformedPemException {
    var upload = Uploads.pem(UploadFile.text(files.split(" ")), KEY);

    var accepted = accepted(UploadCheck.judge(upload, NOW));

    assertThat(accepted.chain())
        .isEqualTo(CertificateChain.parse(files.contains("issuing") ? CHAIN : file("leaf.pem")));
    assertThat(accepted.root().isPresent()).isEqualTo(files.contains("root"));
    assertThat(accepted.notes().stream().map(Note::reason))
        .isEqualTo(notes.isEmpty() ? List.of() : List.of(notes));
  }

  @Test
  void whatIsNotOfTheChainIsLeftOut() throws MalformedPemException {
    var upload = Uploads.pem(TestPki.ca("Another CA").pem() + CHAIN + file("root.pem"), KEY);

    var accepted = accepted(UploadCheck.judge(upload, NOW));

    assertThat(accepted.chain()).isEqualTo(CertificateChain.parse(CHAIN));
    assertThat(accepted.notes())
        .containsExactly(
            new Note(
                "CertificatesLeftOut",
                "1 of the certificates were left out, for they are not of the chain,"
                    + " the first CN=Another CA."));
  }

  @ParameterizedTest
  @CsvSource({
    "pve1.example.com, ''",
    "PVE1.example.com, ''",
    "web.pve.example.com, ''",
    "*.pve.example.com, ''",
    "192.0.2.7, ''",
    "pve.example.com, pve.example.com",
    "a.b.pve.example.com, a.b.pve.example.com",
    "192.0.2.8, 192.0.2.8",
    "localhost, localhost",
  })
  void namesThatAreNotCoveredAreTold(String name, String uncovered) {
    var upload = Uploads.named(Uploads.pem(CHAIN, KEY), name);

    assertThat(accepted(UploadCheck.judge(upload, NOW)).uncovered())
        .containsExactlyElementsOf(uncovered.isEmpty() ? List.of() : List.of(uncovered));
  }

  @Test
  void theExpiryIsThatOfWhatEndsFirst() {
    var ca = TestPki.ca("CA");
    var issuing = ca.issue("Issuing CA").ca().until(NOW.plusSeconds(60));
    var leaf = issuing.issue("pve1").until(NOW.plusSeconds(3600));

    var accepted = accepted(UploadCheck.judge(leaf.upload(leaf, issuing), NOW));

    assertThat(accepted.expiry()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void aSelfSignedCertificateIsTakenAndToldOf() {
    var own = TestPki.ca("pve1");

    var accepted = accepted(UploadCheck.judge(own.upload(own), NOW));

    assertThat(accepted.notes()).extracting(Note::reason).containsExactly("SelfSigned");
    assertThat(accepted.root()).contains(accepted.chain().leaf());
  }

  private static void assertIsThePair(Verdict verdict) throws MalformedPemException {
    var accepted = accepted(verdict);
    assertThat(accepted.chain()).isEqualTo(CertificateChain.parse(CHAIN));
    assertThat(accepted.key().publicKey()).isEqualTo(PrivateKeyPem.read(KEY).publicKey());
    assertThat(accepted.uncovered()).isEmpty();
  }

  private static Accepted accepted(Verdict verdict) {
    return assertThat(verdict).asInstanceOf(type(Accepted.class)).actual();
  }

  private static String file(String name) {
    return UploadFile.text(name);
  }

  private static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }
}
