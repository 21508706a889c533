package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.secret.SecretTarget.Template;
import dev.nodecert.operator.secret.TlsSecret.Owner;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPem;
import dev.nodecert.operator.x509.TestChain;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TlsSecretTest {

  private static final Instant ISSUED_AT = Instant.parse("2026-11-23T12:00:00Z");
  private static final Owner OWNER = new Owner("proxy", "pve1", "uid-1");
  private static final TlsSecret CONTENT = content();

  private static TlsSecret content() {
    var chain = TestChain.of(List.of("pve1.example.com"), ISSUED_AT);
    return new TlsSecret(
        chain.make(),
        chain.key(),
        Provenance.ordered(ISSUED_AT, "hash", "default", "https://ca.example.com/certificate/1"));
  }

  @Test
  void whatIsWrittenIsReadAgain() throws DamagedSecretException {
    var read = TlsSecret.of(secret());

    assertThat(read.chain()).isEqualTo(CONTENT.chain());
    assertThat(read.key().keyPair().getPrivate()).isEqualTo(CONTENT.key().keyPair().getPrivate());
    assertThat(read.provenance()).isEqualTo(CONTENT.provenance());
  }

  @Test
  void thatItsCertificateIsRevokedIsReadAgain() throws DamagedSecretException {
    var secret = CONTENT.revoked().toSecret(SecretTarget.of(OWNER, "pve1-tls"));

    assertThat(TlsSecret.of(secret).isRevoked()).isTrue();
    assertThat(TlsSecret.of(secret()).isRevoked()).isFalse();
  }

  @Test
  void anotherCertificatesRevocationIsNotItsOwn() throws DamagedSecretException {
    var secret = secret();
    secret.getMetadata().getAnnotations().put("nodecert.dev/revoked", "01");

    assertThat(TlsSecret.of(secret).isRevoked()).isFalse();
  }

  @Test
  void itIsATlsSecretThatTellsWhoseItIsAndWhatWasOrdered() {
    var secret = secret();

    assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(secret.getData()).containsOnlyKeys("tls.crt", "tls.key");
    assertThat(secret.getMetadata().getNamespace()).isEqualTo("proxy");
    assertThat(secret.getMetadata().getName()).isEqualTo("pve1-tls");
    assertThat(secret.getMetadata().getLabels())
        .containsExactlyEntriesOf(Map.of("nodecert.dev/certificate", "pve1"));
    assertThat(secret.getMetadata().getAnnotations())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "nodecert.dev/owner", "proxy/pve1",
                "nodecert.dev/owner-uid", "uid-1",
                "nodecert.dev/source", "ACME",
                "nodecert.dev/issued-at", "2026-11-23T12:00:00Z",
                "nodecert.dev/order-hash", "hash",
                "nodecert.dev/account", "default",
                "nodecert.dev/certificate-url", "https://ca.example.com/certificate/1",
                "nodecert.dev/template-hash", "8384c3416334fdeac97a1facd407750c"));
    assertThat(secret.getMetadata().getOwnerReferences()).isEmpty();
  }

  @Test
  void itCarriesWhatSpecAsksForAndGoesWithItsOwnerWhenItShould() {
    var owner = new OwnerReferenceBuilder().withKind("NodeCertificate").withUid("uid-1").build();

    var secret =
        CONTENT.toSecret(
            new SecretTarget(
                OWNER,
                "pve1-tls",
                new Template(Map.of("team", "platform"), Map.of("note", "x")),
                Optional.of(owner)));

    assertThat(secret.getMetadata().getLabels()).containsEntry("team", "platform");
    assertThat(secret.getMetadata().getAnnotations()).containsEntry("note", "x");
    assertThat(secret.getMetadata().getOwnerReferences()).containsExactly(owner);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("no data at all", "SecretIncomplete", s -> s.setData(null)),
        damage("no chain", "SecretIncomplete", s -> s.getData().remove("tls.crt")),
        damage("no key", "SecretIncomplete", s -> s.getData().remove("tls.key")),
        damage("an empty key", "SecretIncomplete", s -> put(s, "tls.key", " \n")),
        damage("no base64", "SecretIncomplete", s -> s.getData().put("tls.crt", "?")),
        damage("a damaged chain", "CertificateDamaged", s -> put(s, "tls.crt", "junk")),
        damage("a damaged key", "KeyDamaged", s -> put(s, "tls.key", "junk")),
        damage("another key", "KeyMismatch", s -> put(s, "tls.key", anotherKey())),
        damage("no annotations", "MetadataDamaged", s -> s.getMetadata().setAnnotations(null)),
        damage("no source", "MetadataDamaged", s -> unannotate(s, "nodecert.dev/source")),
        damage("no hash", "MetadataDamaged", s -> unannotate(s, "nodecert.dev/order-hash")),
        damage("no account", "MetadataDamaged", s -> unannotate(s, "nodecert.dev/account")),
        damage("no URL", "MetadataDamaged", s -> unannotate(s, "nodecert.dev/certificate-url")),
        damage("no time", "MetadataDamaged", s -> unannotate(s, "nodecert.dev/issued-at")),
        damage(
            "a time that is none",
            "MetadataDamaged",
            s -> s.getMetadata().getAnnotations().put("nodecert.dev/issued-at", "today")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void whatIsMissingOrDamagedIsTold(Consumer<Secret> damage, String reason) {
    var secret = new SecretBuilder(secret()).build();
    damage.accept(secret);

    assertThatExceptionOfType(DamagedSecretException.class)
        .isThrownBy(() -> TlsSecret.of(secret))
        .returns(reason, DamagedSecretException::reason)
        .satisfies(e -> assertThat(e.message()).matches("(Its|It has) .*\\."));
  }

  @Test
  void theOwnerIsKnownByTheLabelAndMorePreciselyByTheAnnotation() {
    var unlabelled = secret();
    unlabelled.getMetadata().setLabels(null);
    var unannotated = secret();
    unannotated.getMetadata().setAnnotations(null);
    var anothers = secret();
    anothers.getMetadata().getAnnotations().put("nodecert.dev/owner", "proxy/another");

    assertThat(TlsSecret.ownerOf(secret())).contains("proxy/pve1");
    assertThat(TlsSecret.ownerOf(unlabelled)).isEmpty();
    assertThat(TlsSecret.ownerOf(unannotated)).contains("proxy/pve1");
    assertThat(TlsSecret.ownerOf(anothers)).contains("proxy/another");
  }

  private static Arguments damage(String name, String reason, Consumer<Secret> damage) {
    return argumentSet(name, damage, reason);
  }

  private static void put(Secret secret, String key, String text) {
    secret.getData().put(key, SecretText.encode(text));
  }

  private static String anotherKey() {
    return PrivateKeyPem.write(new KeyType.Ecdsa(256).generate());
  }

  private static void unannotate(Secret secret, String name) {
    secret.getMetadata().getAnnotations().remove(name);
  }

  private static Secret secret() {
    return new SecretBuilder(CONTENT.toSecret(SecretTarget.of(OWNER, "pve1-tls"))).build();
  }
}
