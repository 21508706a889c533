package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nodecert.operator.ip.IpRange;
import dev.nodecert.operator.secret.AuthoritySecret.Signer;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.ChainJudges;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every certificate goes before OpenSSL and Java's PKIX. */
class CertificateMakerTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00.5Z");
  private static final Set<String> NAMES =
      Set.of("localhost", "127.0.0.1", "::1", "pve1.proxy.svc", "*.pve.example.com");
  private static final PrivateKeyPair KEY = new KeyType.Ecdsa(256).generate();
  private static final CertificateMaker MAKER = new CertificateMaker(new SecureRandom());
  private static final NameConstraints CONSTRAINTS =
      new NameConstraints(
          List.of("pve.example.com"), IpRange.parse("192.0.2.7/24").stream().toList());

  @TempDir private Path folder = Path.of("set by JUnit");

  static Stream<KeyType> keys() {
    return Stream.of(new KeyType.Ecdsa(384), new KeyType.Rsa(4096));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void ourCASignsWhatClientsAccept(KeyType type) {
    var ca = TestCA.material(ours(type, NameConstraints.NONE));

    var chain = sign(ca, NAMES);

    assertThat(chain.certificates()).as("without the root").hasSize(1);
    assertThat(judge(chain, ca)).containsOnly("OK");
    assertThat(ca.issuerOf(chain.leaf())).isEqualTo(AuthorityMaterial.Issuer.CURRENT);
  }

  @Test
  void aLeafIsForServersAndNothingElse() throws CertificateParsingException {
    var ca = TestCA.material(ours(new KeyType.Ecdsa(384), NameConstraints.NONE));

    var leaf = sign(ca, NAMES).leaf();

    assertThat(CertificateFacts.of(leaf).sans()).containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
    assertThat(leaf.getBasicConstraints()).isNegative();
    assertThat(leaf.getKeyUsage())
        .containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(leaf.getCriticalExtensionOIDs())
        .as("basic constraints, key usage, names")
        .containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15", "2.5.29.17");
    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo("2026-11-25T11:50:00Z");
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo("2027-12-27T11:49:59Z");
    assertThat(leaf.getSerialNumber().signum()).isPositive();
    assertThat(leaf.getSerialNumber().bitLength()).isBetween(80, 129);
    assertThat(sign(ca, NAMES).leaf().getSerialNumber()).isNotEqualTo(leaf.getSerialNumber());
  }

  @Test
  void anRsaLeafMayBeEncryptedToAsWell() {
    var ca = TestCA.material(ours(new KeyType.Ecdsa(384), NameConstraints.NONE));
    var rsa = new KeyType.Rsa(2048).generate();

    var chain = MAKER.sign(ca, rsa.publicKey(), NAMES, NOW);

    assertThat(chain.leaf().getKeyUsage()).startsWith(true, false, true, false);
    assertThat(judge(chain, ca)).containsOnly("OK");
  }

  @Test
  void aLeafEndsWithItsCAAtTheLatest() {
    var signer = ours(new KeyType.Ecdsa(384), NameConstraints.NONE);
    var ca = TestCA.material(signer);
    var late = ca.end().minus(Duration.ofDays(5));

    assertThat(MAKER.sign(ca, KEY.publicKey(), NAMES, late).leaf().getNotAfter().toInstant())
        .isEqualTo(ca.end());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MAKER.sign(ca, KEY.publicKey(), NAMES, ca.end()));
  }

  @Test
  void ourCAIsForTenYearsAndForLeavesOnly() {
    var ca = ours(new KeyType.Ecdsa(384), NameConstraints.NONE).certificate();

    assertThat(ca.getBasicConstraints()).as("path length").isZero();
    assertThat(ca.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
    assertThat(Certificates.lifetime(ca)).isEqualTo(Duration.ofDays(3652).minusSeconds(1));
    assertThat(CertificateMaker.madeAt(ca)).isEqualTo("2026-11-25T12:00:00Z");
  }

  /** Java takes no path length from a root, so it is asked about one below another. */
  @Test
  void noCABelowOneOfPathLengthZeroIsAccepted() {
    var root = ours(new KeyType.Ecdsa(384), NameConstraints.NONE);
    var middle = TestCA.root("middle").pathLength(0).below(TestCA.root("top").make()).make();

    assertThat(ChainJudges.openssl(folder, sign(below(root), NAMES), trusted(root), NOW))
        .contains("path length");
    assertThat(ChainJudges.pkix(sign(below(middle), NAMES), trusted(middle), NOW))
        .contains("PATH_TOO_LONG");
  }

  private static AuthorityMaterial below(Signer signer) {
    return TestCA.material(TestCA.root("below").below(signer).make());
  }

  @Test
  void aConstrainedCASignsWhatIsFreeAndWhatItIsConstrainedTo() {
    var ca = TestCA.material(ours(new KeyType.Ecdsa(384), CONSTRAINTS));
    var names = Set.of("localhost", "::1", "pve1.proxy.svc", "a.pve.example.com", "192.0.2.200");

    assertThat(names).allMatch(ca.constraints()::permits);
    assertThat(judge(sign(ca, names), ca)).containsOnly("OK");
    assertThat(ca.certificate().getCriticalExtensionOIDs()).contains("2.5.29.30");
    assertThat(ConstraintCheck.limits(ca.certificate())).isTrue();
  }

  static Stream<String> forbidden() {
    return Stream.of(
        "example.com", "pve.example.org", "notpve.example.com", "192.0.3.1", "2001:db8::1");
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void whatItIsNotConstrainedToIsRefusedByClientsAndKnownToUs(String name) {
    var root = ours(new KeyType.Ecdsa(384), CONSTRAINTS);
    var intermediate =
        TestCA.root("middle").constrainedTo(CONSTRAINTS).below(TestCA.root("top").make()).make();

    assertThat(TestCA.material(root).constraints().permits(name)).isFalse();
    assertThat(TestCA.material(intermediate).constraints().permits(name)).isFalse();
    var byRoot = sign(TestCA.material(root), Set.of(name));
    assertThat(ChainJudges.openssl(folder, byRoot, trusted(root), NOW))
        .contains("permitted subtree violation");
    var below = sign(TestCA.material(intermediate), Set.of(name));
    assertThat(ChainJudges.openssl(folder, below, trusted(intermediate), NOW))
        .contains("permitted subtree violation");
    assertThat(ChainJudges.pkix(below, trusted(intermediate), NOW)).contains("name constraints");
  }

  /** RFC 5280 section 6.1.1 (d): of an anchor, name and key are used. OpenSSL and Go use more. */
  @Test
  void javaDoesNotHeedTheConstraintsOfARoot() {
    var root = ours(new KeyType.Ecdsa(384), CONSTRAINTS);

    assertThat(
            ChainJudges.pkix(
                sign(TestCA.material(root), Set.of("example.com")), trusted(root), NOW))
        .isEqualTo("OK");
  }

  @Test
  void belowAnIntermediateItIsSentWithTheLeafAndTheRootIsNot() {
    var root = TestCA.root("top").keyed(new KeyType.Rsa(2048)).make();
    var middle = TestCA.root("middle").pathLength(1).below(root).make();
    var ca = TestCA.material(TestCA.root("issuing").pathLength(0).below(middle).make());

    var chain = sign(ca, NAMES);

    assertThat(chain.issuers()).isEqualTo(ca.signer().chain().certificates().subList(0, 2));
    assertThat(judge(chain, ca)).containsOnly("OK");
  }

  private static Signer ours(KeyType type, NameConstraints constraints) {
    var defaults = AuthorityConfiguration.DEFAULT;
    return MAKER.makeCA(
        new AuthorityConfiguration(
            type, defaults.lifetime(), constraints, List.of(), defaults.publication()),
        NOW);
  }

  private static CertificateChain sign(AuthorityMaterial ca, Set<String> names) {
    return MAKER.sign(ca, KEY.publicKey(), names, NOW);
  }

  private static List<X509Certificate> trusted(Signer signer) {
    return TestCA.material(signer).trusted();
  }

  private List<String> judge(CertificateChain chain, AuthorityMaterial ca) {
    return List.of(
        ChainJudges.openssl(folder, chain, ca.trusted(), NOW),
        ChainJudges.pkix(chain, ca.trusted(), NOW));
  }
}
