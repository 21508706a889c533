package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.NOW;
import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.operator.authority.AuthorityMaterial;
import dev.nodecert.operator.authority.TestCA;
import dev.nodecert.operator.output.OutputSpec;
import dev.nodecert.operator.output.OutputSpec.Plain;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.TestChain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the next certificate comes from, for all that may be seen at noon of 2026-11-23. */
class SourcesTest {

  private static final AuthorityMaterial CA = TestCA.material(TestCA.root("ours").make());
  private static final AuthorityMaterial STRANGER = TestCA.material(TestCA.root("other").make());
  private static final AuthorityMaterial ENDING =
      TestCA.material(
          TestCA.root("ending")
              .during(NOW.minus(Duration.ofDays(365)), NOW.plus(Duration.ofMinutes(5)))
              .make());
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));

  /** The CA may have changed by then. */
  private static final String AT_REST = "Rest until 2026-11-23T13:00:00Z";

  private static final Instant LAST_YEAR = NOW.minus(Duration.ofDays(300));

  private static final String CLUSTER_CA = "{source: ClusterCA}";
  private static final String CUSTOM = "{source: Custom, custom: {secretRef: {name: uploaded}}}";
  private static final String CUSTOM_ALONE = CUSTOM.replace("{source", "{fallback: None, source");
  private static final String CUSTOM_ALWAYS =
      CUSTOM.replace("{source", "{fallback: Always, source");

  private static final TestChain UPLOAD = upload("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z");
  private static final CertificateChain UPLOADED = UPLOAD.make();
  private static final TestChain OLD = upload("2026-08-01T00:00:00Z", "2026-11-20T00:00:00Z");
  private static final CertificateChain EXPIRED = OLD.make();

  private static final UploadState NOT_GOOD =
      new UploadState.Refused(new Finding("KeyMismatch", "It is another one's."), Optional.empty());

  static Stream<Arguments> theClusterCA() {
    return Stream.of(
        row("nothing yet", signed(), "Sign SecretMissing"),
        row("source is not said", aNewCertificate().spec("{}").signing(CA), "Sign SecretMissing"),
        row(
            "the Secret is damaged",
            signed().secret(new SecretState.Damaged(new Finding("KeyMismatch", "Not its key."))),
            "Sign KeyMismatch"),
        row("its certificate is in place", signed().holdingSigned(CA, YESTERDAY), AT_REST),
        row("its renewal is due", signed().holdingSigned(CA, LAST_YEAR), "Sign RenewalDue"),
        row(
            "another one is asked for",
            signed().holdingSigned(CA, YESTERDAY).renew("2026-11-23T11:00:00Z"),
            "TakeUpRenewal"),
        row(
            "another one is asked for, and that is recorded",
            signed()
                .holdingSigned(CA, YESTERDAY)
                .renew("2026-11-23T11:00:00Z")
                .renewed("2026-11-23T11:00:00Z", OperationState.Started, "2026-11-23T12:00:00Z"),
            "Sign RenewalRequested"),
        row("the CA is another", signed().holdingSigned(STRANGER, YESTERDAY), "Sign IssuerGone"),
        row(
            "spec has another name",
            aNewCertificate()
                .spec(CLUSTER_CA)
                .signing(CA)
                .holdingSigned(CA, YESTERDAY)
                .spec("{clusterCA: {dnsNames: [web.proxy.svc]}}")
                .signing(CA),
            "Sign SpecChanged"),
        row(
            "the source was another",
            signed().holdingUploaded(UPLOADED, UPLOAD.key()),
            "Sign SourceChanged"),
        row(
            "the CA ends before the renewal of anything could count",
            aNewCertificate()
                .spec(CLUSTER_CA)
                .signing(ENDING)
                .holdingSigned(ENDING, NOW.minusSeconds(60)),
            "Rest until 2026-11-23T12:05:00Z"),
        row(
            "another pair is there than the Secret says",
            signed().holdingSigned(CA, YESTERDAY).holdingInItsPlace(UPLOADED, UPLOAD.key()),
            "Sign NamesDiffer"),
        row(
            "a name is not granted, and nothing is signed yet",
            naming("pve1.example.com"),
            "Sign SecretMissing"),
        row(
            "a name is not granted, and the others are in place",
            naming("pve1.example.com").holdingSigned(CA, YESTERDAY),
            "Refuse NamesNotGranted"),
        row(
            "a name is granted",
            aNewCertificate()
                .spec("{clusterCA: {dnsNames: [pve1.example.com]}}")
                .signing(CA, "pve1.example.com")
                .holdingSigned(CA, YESTERDAY),
            AT_REST),
        row(
            "the CA is lost",
            aNewCertificate().spec(CLUSTER_CA).notSigning("CALost"),
            "Refuse CALost"));
  }

  static Stream<Arguments> whatIsUploaded() {
    return Stream.of(
        row("nothing yet", good(CUSTOM), "Install SecretMissing"),
        row(
            "it is in place",
            good(CUSTOM).holdingUploaded(UPLOADED, UPLOAD.key()),
            "Rest until 2026-12-31T00:00:00Z"),
        row(
            "another one is in place",
            good(CUSTOM).holdingUploaded(EXPIRED, OLD.key()),
            "Install UploadChanged"),
        row(
            "another pair is there than the Secret says",
            good(CUSTOM)
                .holdingUploaded(UPLOADED, UPLOAD.key())
                .holdingInItsPlace(EXPIRED, OLD.key()),
            "Install UploadChanged"),
        row(
            "a revocation is demanded, which only an order has",
            good(CUSTOM)
                .holdingUploaded(UPLOADED, UPLOAD.key())
                .revoke(TestChain.SERIAL + "/keyCompromise"),
            "RefuseRevocation"),
        row(
            "a renewal is asked for, which only another upload is",
            good(CUSTOM).holdingUploaded(UPLOADED, UPLOAD.key()).renew("2026-11-23T12:00:01Z"),
            "RefuseRenewal"),
        row(
            "one of the cluster CA stands in",
            aNewCertificate()
                .spec(CUSTOM)
                .signing(CA)
                .holdingSigned(CA, YESTERDAY)
                .uploaded(UPLOADED, UPLOAD.key()),
            "Install UploadChanged"),
        row(
            "it is judged in a moment",
            aNewCertificate()
                .spec(CUSTOM_ALONE)
                .upload(new UploadState.Postponed(NOW.plusSeconds(1))),
            "AwaitUpload until 2026-11-23T12:00:01Z"),
        row(
            "it is not good, and a good one is in place",
            bad(CUSTOM).holdingUploaded(UPLOADED, UPLOAD.key()),
            "Refuse KeyMismatch"),
        row("it is not good, and nothing is in place", bad(CUSTOM), "Sign SecretMissing"),
        row(
            "it is not good, and the cluster CA signs no stand-in",
            bad(CUSTOM_ALONE),
            "Refuse KeyMismatch"),
        row(
            "it is not good, and what is in place has expired",
            bad(CUSTOM).holdingUploaded(EXPIRED, OLD.key()),
            "Refuse KeyMismatch"),
        row(
            "it is not good, what is in place has expired, and one always stands in",
            bad(CUSTOM_ALWAYS).holdingUploaded(EXPIRED, OLD.key()),
            "Sign NotInDate"),
        row(
            "it is not good, and what stands in is to be renewed",
            bad(CUSTOM).holdingSigned(CA, LAST_YEAR),
            "Sign RenewalDue"));
  }

  static Stream<Arguments> outputs() {
    var combined = new OutputSpec(Set.of(Plain.COMBINED_PEM), Optional.empty(), Optional.empty());
    return Stream.of(
        row(
            "they are made with the certificate",
            signed().wantingOutputs(combined),
            "Sign SecretMissing"),
        row(
            "they are not there yet",
            signed().holdingSigned(CA, YESTERDAY).wantingOutputs(combined),
            "Mend OutputsDiffer"),
        row(
            "they are there",
            signed().holdingSigned(CA, YESTERDAY).wantingOutputs(combined).withOutputs(),
            AT_REST),
        row(
            "none is wanted any more",
            signed().holdingSigned(CA, YESTERDAY).wantingOutputs(OutputSpec.NONE),
            "Mend OutputsDiffer"),
        row(
            "whom to trust is not known while the cluster CA is lost",
            aNewCertificate()
                .signing(CA)
                .holdingSigned(CA, YESTERDAY)
                .notSigning("CALost")
                .wantingOutputs(combined),
            "StartOrder SourceDiffers"),
        row(
            "one cannot be made",
            signed()
                .holdingSigned(CA, YESTERDAY)
                .unableToMakeOutputs(new Finding("SecretNotFound", "There is none.")),
            "Refuse SecretNotFound"));
  }

  static Stream<Arguments> anOrder() {
    return Stream.of(
        row("nothing yet", aNewCertificate().signing(CA), "Sign SecretMissing"),
        row(
            "one stands in",
            aNewCertificate().signing(CA).holdingSigned(CA, YESTERDAY),
            "StartOrder SourceDiffers"),
        row(
            "one stands in, and a renewal is asked for",
            aNewCertificate()
                .signing(CA)
                .holdingSigned(CA, YESTERDAY)
                .renew("2026-11-23T11:00:00Z"),
            "TakeUpRenewal"),
        row(
            "it is revoked, and one always stands in",
            aNewCertificate()
                .fallback("Always")
                .signing(CA)
                .holding("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z")
                .revoked(),
            "Sign NotInDate"),
        row(
            "one stands in, and the order runs",
            aNewCertificate().signing(CA).holdingSigned(CA, YESTERDAY).ordering(),
            "ContinueOrder"),
        row(
            "the account is gone, and nothing is in place",
            aNewCertificate().signing(CA).accountGone(),
            "Sign SecretMissing"),
        row(
            "the account is gone, and one stands in",
            aNewCertificate().signing(CA).holdingSigned(CA, YESTERDAY).accountGone(),
            "Refuse AccountNotFound"),
        row(
            "no other stands in",
            aNewCertificate().fallback("None").signing(CA),
            "StartOrder SecretMissing"),
        row(
            "the cluster CA does not sign",
            aNewCertificate().notSigning("CALost"),
            "StartOrder SecretMissing"),
        row(
            "it has expired, and one always stands in",
            aNewCertificate()
                .fallback("Always")
                .signing(CA)
                .holding("2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z"),
            "Sign NotInDate"),
        row(
            "it has expired",
            aNewCertificate().signing(CA).holding("2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z"),
            "StartOrder Expired"),
        row(
            "the Secret is another's",
            aNewCertificate()
                .signing(CA)
                .secret(new SecretState.Foreign(new Finding("SecretNotOurs", "It is."))),
            "Refuse SecretNotOurs"));
  }

  @ParameterizedTest
  @MethodSource({"theClusterCA", "whatIsUploaded", "outputs", "anOrder"})
  void whatIsSeenDecidesWhereItComesFrom(Seen seen, String decision) {
    assertThat(PlannerTest.describe(Planner.decide(seen.observation(), seen.allowance())))
        .startsWith(decision);
  }

  private static Arguments row(String situation, Seen seen, String decision) {
    return argumentSet(situation, seen, decision);
  }

  private static Seen signed() {
    return aNewCertificate().spec(CLUSTER_CA).signing(CA);
  }

  private static Seen naming(String name) {
    return aNewCertificate().spec("{clusterCA: {dnsNames: [%s]}}".formatted(name)).signing(CA);
  }

  private static Seen good(String spec) {
    return aNewCertificate().spec(spec).uploaded(UPLOADED, UPLOAD.key());
  }

  private static Seen bad(String spec) {
    return aNewCertificate().spec(spec).signing(CA).upload(NOT_GOOD);
  }

  private static TestChain upload(String from, String until) {
    return TestChain.of(List.of("pve1.example.com"), Instant.parse(from))
        .until(Instant.parse(until));
  }
}
