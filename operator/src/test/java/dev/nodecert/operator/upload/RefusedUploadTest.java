package dev.nodecert.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.upload.Verdict.Refused;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PemFile;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong is told with the entry that it is in and how it is mended. */
class RefusedUploadTest {

  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
  private static final String CHAIN = UploadFile.text("leaf.pem", "issuing.pem");
  private static final String KEY = UploadFile.text("key-pkcs8.pem");
  private static final TestPki ROOT = TestPki.ca("Root");
  private static final TestPki ISSUING = ROOT.issue("Issuing CA").ca();
  private static final TestPki LEAF = ISSUING.issue("pve1");

  static Stream<Arguments> entries() {
    return Stream.of(
        argumentSet("no entries", "EntryMissing", Uploads.of(Map.of())),
        argumentSet("another name", "EntryMissing", Uploads.of(Map.of("cert.pem", new byte[] {1}))),
        argumentSet(
            "two keystores",
            "SeveralKeystores",
            Uploads.of(Map.of("a.p12", new byte[] {1}, "b.pfx", new byte[] {1}))),
        argumentSet("no key", "KeyMissing", Uploads.pem(CHAIN, "")),
        argumentSet("a key that is none", "KeyMissing", Uploads.pem(CHAIN, CHAIN)),
        argumentSet("no chain", "CertificateMissing", Uploads.pem("", KEY)),
        argumentSet("several keys", "SeveralKeys", Uploads.pem(CHAIN, KEY + KEY)),
        argumentSet("cut off", "PEMDamaged", Uploads.pem(CHAIN.substring(0, 900), KEY)),
        argumentSet("no base64", "PEMDamaged", Uploads.pem(CHAIN.replace("MII", "M?I"), KEY)),
        argumentSet("no DER", "CertificateDamaged", Uploads.pem(block("CERTIFICATE"), KEY)),
        argumentSet("no key in DER", "KeyUnusable", Uploads.pem(CHAIN, block("PRIVATE KEY"))),
        argumentSet(
            "no encrypted key", "KeyUnusable", Uploads.pem(CHAIN, block("ENCRYPTED PRIVATE KEY"))),
        argumentSet("DSA", "KeyUnusable", Uploads.pem(CHAIN, PemFile.text("dsa.pem"))),
        argumentSet("Ed25519", "KeyUnusable", Uploads.pem(CHAIN, PemFile.text("ed25519.pem"))),
        argumentSet(
            "secp256k1", "KeyUnusable", Uploads.pem(CHAIN, PemFile.text("ec-secp256k1.pem"))),
        argumentSet(
            "another's key", "KeyMismatch", Uploads.pem(CHAIN, UploadFile.text("key-other.pem"))),
        argumentSet("no keystore", "KeystoreDamaged", Uploads.file("tls.p12", "leaf.pem")),
        argumentSet("1 MiB of junk", "EntryTooLarge", junk("tls.crt", 1 << 20)),
        argumentSet("1 MiB of junk", "EntryTooLarge", junk("keystore.p12", 1 << 20)),
        argumentSet("junk", "CertificateMissing", junk("tls.crt", Entries.MAX_BYTES)),
        argumentSet("junk", "KeystoreDamaged", junk("keystore.p12", Entries.MAX_BYTES)),
        argumentSet("nesting", "KeystoreDamaged", nested("keystore.p12")),
        argumentSet("a chain of many", "ChainTooLong", Uploads.pem(LEAF.pem().repeat(100), KEY)),
        argumentSet(
            "a chain of a thousand", "EntryTooLarge", Uploads.pem(LEAF.pem().repeat(1000), KEY)));
  }

  static Stream<Arguments> passphrases() {
    return Stream.of(
        argumentSet("missing", "PassphraseMissing", encrypted("key-pkcs8-aes.pem")),
        argumentSet("missing", "PassphraseMissing", encrypted("key-sec1-aes.pem")),
        argumentSet("missing", "PassphraseMissing", Uploads.file("keystore.p12", "modern.p12")),
        argumentSet("missing", "PassphraseMissing", Uploads.file("keystore.p12", "no-mac.p12")),
        argumentSet("empty", "PassphraseEmpty", opened("key-pkcs8-aes.pem", "")),
        argumentSet("empty", "PassphraseEmpty", opened("key-sec1-des3.pem", "\n")),
        argumentSet("empty", "PassphraseEmpty", keystore("legacy.p12", "")),
        argumentSet("wrong", "PassphraseWrong", opened("key-pkcs8-aes.pem", "wrong")),
        argumentSet("wrong", "PassphraseWrong", opened("key-pkcs8-scrypt.pem", "wrong")),
        argumentSet("wrong", "PassphraseWrong", opened("key-sec1-aes.pem", "wrong")),
        argumentSet("wrong", "PassphraseWrong", keystore("modern.p12", "wrong")),
        argumentSet("wrong", "PassphraseWrong", keystore("no-mac.p12", "wrong")),
        argumentSet(
            "millions", "IterationsExceeded", opened("key-pkcs8-millions.pem", "correct horse")),
        argumentSet("millions", "IterationsExceeded", keystore("millions.p12", "correct horse")),
        argumentSet(
            "millions in all",
            "IterationsExceeded",
            keystore("millions-in-all.p12", "correct horse")));
  }

  static Stream<Arguments> chains() {
    var rsa1024 = new KeyType.Rsa(1024).generate();
    var another = TestPki.ca("Another");
    var weakIssuer = ROOT.issue("Issuing CA").ca().with(rsa1024);
    var sha1Issuer = ISSUING.signedWith("SHA1");
    var expired = ISSUING.until(NOW);
    var later = LEAF.from(NOW.plusSeconds(1));
    var forClients = LEAF.usedFor(KeyPurposeId.id_kp_clientAuth);
    var noCa = ROOT.issue("No CA");
    var constrained = ISSUING.constrainedTo("example.org");
    return Stream.of(
        chain("IssuerMissing", LEAF, LEAF, ROOT),
        chain("IssuerMissing", LEAF, LEAF, another),
        chain("IssuerMissing", LEAF, LEAF, another.issue("Another's").ca()),
        chain("IssuerMissing", LEAF, LEAF, ISSUING, another),
        chain("KeyTooWeak", LEAF.with(rsa1024), LEAF.with(rsa1024), ISSUING),
        chain("KeyTooWeak", weakIssuer.issue("pve1"), weakIssuer.issue("pve1"), weakIssuer),
        chain("SignatureTooWeak", LEAF.signedWith("SHA1"), LEAF.signedWith("SHA1"), ISSUING),
        chain("SignatureTooWeak", LEAF, LEAF, sha1Issuer),
        chain("Expired", LEAF.until(NOW), LEAF.until(NOW), ISSUING),
        chain("Expired", LEAF, LEAF, expired),
        chain("NotYetValid", later, later, ISSUING),
        chain("NotForServers", forClients, forClients, ISSUING),
        chain("ChainInvalid", noCa.issue("pve1"), noCa.issue("pve1"), noCa, ROOT),
        chain("ChainInvalid", LEAF, LEAF, constrained, ROOT),
        chain("ChainInvalid", LEAF, LEAF, constrained));
  }

  private static Arguments chain(String reason, TestPki leaf, TestPki... certificates) {
    return argumentSet(reason, reason, fixed(leaf, certificates));
  }

  /** The leaf is told from a template; the same key must be in its certificate. */
  private static Upload fixed(TestPki leaf, TestPki... certificates) {
    certificates[0] = certificates[0].with(leaf.key());
    return leaf.upload(certificates);
  }

  @ParameterizedTest
  @MethodSource({"entries", "passphrases", "chains"})
  void whatIsWrongIsTold(String reason, Upload upload) {
    var refused = refused(upload);

    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.message())
        .matches("[A-Z][ -~]{20,300}\\.")
        .doesNotContain(UploadFile.PASSPHRASE, "wrong");
  }

  @Test
  void theMessageNamesTheEntryAndTheCertificate() {
    assertThat(refused(LEAF.upload(LEAF.until(NOW), ISSUING)).message())
        .isEqualTo(
            "In the Secret's tls.crt, the certificate of CN=pve1 expired at"
                + " 2027-01-01T00:00:00Z. Upload a new one.");
    assertThat(refused(keystore("modern.p12", "no")).message())
        .isEqualTo("The pass phrase does not open the Secret's keystore.p12.");
  }

  @Test
  void whatIsNotYetValidSaysWhenItWillBe() {
    var begin = NOW.plusSeconds(86_400);
    var upload = LEAF.upload(LEAF.from(begin), ISSUING);

    assertThat(refused(upload).from()).contains(begin);
    assertThat(UploadCheck.judge(upload, begin)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void aNameCannotForgeAMessage() {
    var forged = ROOT.issue("pve1\u202E\u0007<b>" + "x".repeat(40)).until(NOW);

    assertThat(refused(forged.upload(forged)).message())
        .contains("CN=pve1??\\<b\\>xxx")
        .doesNotContain("\u202E");
  }

  @Test
  void secretsAreNotPrinted() {
    var upload = opened("key-pkcs8-aes.pem", UploadFile.PASSPHRASE);

    assertThat(upload.toString() + upload.passphrase())
        .contains("tls.key")
        .doesNotContain(UploadFile.PASSPHRASE, "PRIVATE");
    assertThat(UploadCheck.judge(upload, NOW).toString()).contains("PrivateKeyPair[");
  }

  private static Refused refused(Upload upload) {
    return assertThat(UploadCheck.judge(upload, NOW)).asInstanceOf(type(Refused.class)).actual();
  }

  private static Upload encrypted(String key) {
    return Uploads.pem(CHAIN, UploadFile.text(key));
  }

  private static Upload opened(String key, String passphrase) {
    return Uploads.opened(encrypted(key), passphrase);
  }

  private static Upload keystore(String name, String passphrase) {
    return Uploads.opened(Uploads.file("keystore.p12", name), passphrase);
  }

  private static String block(String label) {
    return "-----BEGIN %s-----\nc2VjcmV0\n-----END %s-----\n".formatted(label, label);
  }

  private static Upload junk(String entry, int size) {
    var junk = new byte[size];
    new Random(7).nextBytes(junk);
    return Uploads.of(Map.of(entry, junk));
  }

  private static Upload nested(String entry) {
    var bytes = new byte[Entries.MAX_BYTES];
    for (int i = 0; i < bytes.length; i += 2) {
      bytes[i] = 0x30;
      bytes[i + 1] = (byte) 0x80;
    }
    return Uploads.of(Map.of(entry, bytes));
  }
}
