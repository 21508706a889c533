package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.authority.AuthoritySeen.Leaves;
import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How it stands with the CA, from what is seen of it. */
class AuthorityInspectionTest {

  private static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private static final Signer OURS = ours();
  private static final Signer OTHER = ours();
  private static final Secret SECRET = AuthoritySecret.of(OURS).toSecret("nodecert");
  private static final Signer ROOT = TestCA.root("root").make();
  private static final Signer ISSUING = TestCA.root("issuing").below(ROOT).make();

  private static final Optional<Secret> NO_SECRET = Optional.empty();
  private static final Optional<ConfigMap> NO_CONFIG_MAP = Optional.empty();

  private static Signer ours() {
    return new CertificateMaker(new SecureRandom()).makeCA(AuthorityConfiguration.DEFAULT, MADE);
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        row("nothing was ever there", NO_SECRET, NO_CONFIG_MAP, "Missing", "CAMissing"),
        row("gone, clients trust it", NO_SECRET, told(OURS), "Lost", "CALost"),
        row(
            "gone, a new one is wanted",
            NO_SECRET,
            wanting("2026-11-25T11:59:59Z"),
            "Missing",
            "CAMissing"),
        row("gone, wanted later", NO_SECRET, wanting("2026-11-25T12:00:01Z"), "Lost", "CALost"),
        row(
            "gone, wanted before it was made",
            NO_SECRET,
            wanting("2026-11-01T00:00:00Z"),
            "Lost",
            "CALost"),
        row("gone, wanted is no time", NO_SECRET, wanting("yes"), "Lost", "CALost"),
        row("ours", SECRET, told(OURS), "Ready", "Ready"),
        row("ours, not published yet", SECRET, NO_CONFIG_MAP, "Ready", "Ready"),
        row("ours, another was published", SECRET, told(OTHER), "Swapped", "CASwapped"),
        row("ours, key lost", without(SECRET, "tls.key"), told(OURS), "Corrupt", "CADamaged"),
        row(
            "ours, certificate lost",
            without(SECRET, "tls.crt"),
            told(OURS),
            "Corrupt",
            "CADamaged"),
        row("ours, cut", with(SECRET, "tls.crt", cut()), told(OURS), "Corrupt", "CADamaged"),
        row(
            "ours, key of another",
            with(SECRET, "tls.key", entry(AuthoritySecret.of(OTHER), "tls.key")),
            told(OURS),
            "Corrupt",
            "CADamaged"),
        row(
            "ours, next is damaged",
            with(SECRET, "next.crt", "x"),
            told(OURS),
            "Corrupt",
            "CADamaged"),
        row(
            "someone's",
            labelled(brought(ROOT), "app"),
            NO_CONFIG_MAP,
            "NotLabelled",
            "CANotReadable"),
        row("brought, a root", brought(ROOT), NO_CONFIG_MAP, "Ready", "Ready"),
        row("brought, in our own's place", brought(ROOT), told(OURS), "Ready", "Ready"),
        row("brought, an intermediate", brought(ISSUING), NO_CONFIG_MAP, "Ready", "Ready"),
        row(
            "brought, root in ca.crt",
            with(brought(alone(ISSUING)), "ca.crt", pem(ROOT)),
            NO_CONFIG_MAP,
            "Ready",
            "Ready"),
        unusable("without its root", alone(ISSUING), "CAChainIncomplete"),
        unusable("chain in the wrong order", reversed(), "CAChainBroken"),
        unusable("chain of another", chained(ISSUING, OTHER), "CAChainBroken"),
        unusable(
            "no CA", TestCA.root("leaf").with(Optional.empty()).below(ROOT).make(), "CANotACA"),
        unusable("no key usage", TestCA.root("x").using(Optional.empty()).make(), "CANotACA"),
        unusable(
            "not for certificates",
            TestCA.root("x").using(Optional.of(new KeyUsage(KeyUsage.digitalSignature))).make(),
            "CANotACA"),
        unusable(
            "for e-mail",
            TestCA.root("x").only(KeyPurposeId.id_kp_emailProtection).make(),
            "CANotForServers"),
        unusable(
            "its root forbids it",
            TestCA.root("x").below(TestCA.root("y").pathLength(0).make()).make(),
            "CAPathTooLong"),
        unusable("RSA 1024", TestCA.root("x").keyed(new KeyType.Rsa(1024)).make(), "CAKeyWeak"),
        unusable("SHA-1", TestCA.root("x").hashedBy("SHA1").below(ROOT).make(), "CAKeyWeak"),
        unusable("a chain of eleven", deep(11), "CAChainTooLong"),
        unusable("expired", TestCA.root("x").during(MADE, NOW).make(), "CAExpired"),
        unusable(
            "below an expired root",
            TestCA.root("x").below(TestCA.root("y").during(MADE, NOW).make()).make(),
            "CAExpired"),
        unusable(
            "not yet valid",
            TestCA.root("x").during(NOW.plusSeconds(1), NOW.plus(Duration.ofDays(999))).make(),
            "CANotYetValid"),
        row(
            "brought, near its end",
            brought(TestCA.root("x").during(MADE, NOW.plus(Duration.ofDays(5))).make()),
            NO_CONFIG_MAP,
            "Ready",
            "CAExpiring"),
        row(
            "brought, a leaf to trust",
            with(brought(ROOT), "ca.crt", pem(TestCA.root("l").with(Optional.empty()).make())),
            NO_CONFIG_MAP,
            "Unusable",
            "CABundleNotOfCAs"),
        row(
            "brought, junk",
            with(brought(ROOT), "tls.crt", "x"),
            NO_CONFIG_MAP,
            "Unusable",
            "CADamaged"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theStateIsDecidedByWhatIsSeen(
      Optional<Secret> secret, Optional<ConfigMap> configMap, String state, String reason) {
    var decided =
        AuthorityInspection.of(new AuthoritySeen("nodecert", secret, configMap, Leaves.NONE), NOW);

    assertThat(decided.getClass().getSimpleName() + " " + decided.reason())
        .isEqualTo(state + " " + reason);
  }

  @Test
  void withNothingLeftButCertificatesItIsLost() {
    var seen = new AuthoritySeen("nodecert", NO_SECRET, NO_CONFIG_MAP, Leaves.SOME);

    assertThat(AuthorityInspection.of(seen, NOW)).isInstanceOf(AuthorityState.Lost.class);
  }

  @Test
  void ourOwnThatHasExpiredIsKnownAsSuch() {
    var seen = new AuthoritySeen("nodecert", Optional.of(SECRET), told(OURS), Leaves.NONE);

    assertThat(AuthorityInspection.of(seen, Certificates.end(OURS.certificate())))
        .isInstanceOf(AuthorityState.Expired.class);
  }

  @Test
  void messagesSayWhatToDo() {
    assertThat(message(NO_SECRET, told(OURS)))
        .contains(
            "Secret nodecert/nodecert-ca", "Restore", Certificates.fingerprint(OURS.certificate()))
        .contains(
            "kubectl annotate configmap -n nodecert nodecert-ca --overwrite nodecert.dev/new-ca=$(date -u");
    assertThat(message(Optional.of(labelled(brought(ROOT), "app")), NO_CONFIG_MAP))
        .contains("kubectl label secret -n nodecert nodecert-ca nodecert.dev/allow-read=true");
    assertThat(message(Optional.of(SECRET), told(OTHER)))
        .contains("kubectl delete configmap -n nodecert nodecert-ca")
        .contains("nodecert.dev/cluster-ca- nodecert.dev/allow-read=true");
    assertThat(message(Optional.of(without(SECRET, "tls.key")), told(OURS)))
        .contains("It has no tls.key.", "kubectl delete secret -n nodecert nodecert-ca");
  }

  @Test
  void noKeyIsPrinted() {
    var seen = new AuthoritySeen("nodecert", Optional.of(SECRET), told(OURS), Leaves.NONE);
    var key = entry(AuthoritySecret.of(OURS), "tls.key").lines().skip(1).findFirst().orElseThrow();
    var encoded = SECRET.getData().get("tls.key");

    assertThat(seen + AuthorityInspection.of(seen, NOW).toString() + AuthoritySecret.of(OURS))
        .doesNotContain(key, encoded);
  }

  @Test
  void clientsAreToldOfTheRootAndOfWhatTheAdminWantsBesides() {
    var secret = with(brought(ISSUING), "ca.crt", pem(OTHER));
    var seen = new AuthoritySeen("nodecert", Optional.of(secret), NO_CONFIG_MAP, Leaves.NONE);

    var ready = (AuthorityState.Ready) AuthorityInspection.of(seen, NOW);

    assertThat(ready.material().trusted()).containsExactly(ROOT.certificate(), OTHER.certificate());
    assertThat(ready.own()).isEmpty();
  }

  private static String message(Optional<Secret> secret, Optional<ConfigMap> configMap) {
    var seen = new AuthoritySeen("nodecert", secret, configMap, Leaves.NONE);
    return ((AuthorityState.Objectionable) AuthorityInspection.of(seen, NOW)).finding().message();
  }

  private static Arguments unusable(String name, Signer signer, String reason) {
    return row("brought, " + name, brought(signer), NO_CONFIG_MAP, "Unusable", reason);
  }

  private static Arguments row(
      String name, Secret secret, Optional<ConfigMap> map, String state, String reason) {
    return row(name, Optional.of(secret), map, state, reason);
  }

  private static Arguments row(
      String name, Optional<Secret> secret, Optional<ConfigMap> map, String state, String reason) {
    return argumentSet(name, secret, map, state, reason);
  }

  private static Optional<ConfigMap> told(Signer signer) {
    var ready =
        new AuthorityState.Ready(
            TestCA.material(signer), Optional.of(AuthoritySecret.of(signer)), List.of());
    return Optional.of(
        Announcement.of(ready, PublishedAuthority.NOTHING, MADE).toConfigMap("nodecert"));
  }

  private static Optional<ConfigMap> wanting(String at) {
    return told(OURS)
        .map(map ->
            new ConfigMapBuilder(map)
                .editMetadata()
                .addToAnnotations("nodecert.dev/new-ca", at)
                .endMetadata()
                .build());
  }

  private static Secret brought(Signer signer) {
    return labelled(AuthoritySecret.of(signer).toSecret("nodecert"), "nodecert.dev/allow-read");
  }

  private static Secret labelled(Secret secret, String label) {
    return new SecretBuilder(secret)
        .editMetadata()
        .withLabels(Map.of(label, "true"))
        .endMetadata()
        .build();
  }

  private static Secret without(Secret secret, String entry) {
    return new SecretBuilder(secret).removeFromData(entry).build();
  }

  private static Secret with(Secret secret, String entry, String text) {
    var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    return new SecretBuilder(secret).addToData(entry, encoded).build();
  }

  private static String entry(AuthoritySecret secret, String entry) {
    var encoded = secret.toSecret("nodecert").getData().get(entry);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  private static String cut() {
    var pem = pem(OURS);
    return pem.substring(0, pem.length() - 80);
  }

  private static String pem(Signer signer) {
    return signer.chain().toPem();
  }

  private static Signer alone(Signer signer) {
    return new Signer(new CertificateChain(List.of(signer.certificate())), signer.key());
  }

  private static Signer chained(Signer signer, Signer above) {
    var chain = Stream.of(signer.certificate(), above.certificate()).toList();
    return new Signer(new CertificateChain(chain), signer.key());
  }

  private static Signer reversed() {
    var below = TestCA.root("below").below(ISSUING).make();
    var chain = below.chain().certificates();
    return new Signer(
        new CertificateChain(List.of(chain.get(0), chain.get(2), chain.get(1))), below.key());
  }

  private static Signer deep(int levels) {
    var signer = ROOT;
    for (int i = 1; i < levels; i++) {
      signer = TestCA.root("level " + i).below(signer).make();
    }
    return signer;
  }
}
