package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.PendingKey;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.testenv.AnswerEdit.Answer;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates that a CA is told not to vouch for any longer (RFC 8555 section 7.6). */
@WithOperator
class RevocationIT {

  private static final String ORDER = "https://ca.example.com/order/1";
  private static final int SUPERSEDED = 4;
  private static final int CESSATION_OF_OPERATION = 5;

  private final KubernetesClient client;
  private final Pebble pebble;
  private final Scenario scenario;

  RevocationIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.pebble = pebble;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @ParameterizedTest
  @CsvSource({"keyCompromise, 1", "superseded, 4", "unspecified, 0", "5, 5"})
  void onDemandOnceAndWithAnotherKeyAtOnce(String reason, int number) throws Exception {
    issue("revoked-domain.yaml", "pve1.revoked.example.com");
    var former = content();
    var value = serial(former) + "/" + reason;

    scenario.annotate("pve1", RevocationDemand.ANNOTATION, value);
    var replaced = scenario.awaitCertificate("pve1", hasAnotherThan(former));

    assertThat(pebble.revocation(serial(former))).hasValue(number);
    assertThat(pebble.revocation(serial(content()))).isEmpty();
    assertThat(content().key().publicKey())
        .as("although spec keeps keys")
        .isNotEqualTo(former.key().publicKey());
    assertThat(revocation(replaced))
        .returns(value, Operation::value)
        .returns(OperationState.Done, Operation::state);
    assertThat(replaced.getMetadata().getAnnotations())
        .containsEntry(RevocationDemand.ANNOTATION, value);
    Awaitility.await().until(() -> scenario.events("Revoked").size() == 1);
    assertThat(scenario.events("OrderCreated")).hasSize(2);
  }

  @Test
  void notOfACertificateThatIsNotTheCurrentOne() throws Exception {
    issue("revoked-domain.yaml", "pve1.revoked.example.com");
    var current = content();

    scenario.annotate("pve1", RevocationDemand.ANNOTATION, "05eca1/superseded");
    scenario.apply("revoked-domain.yaml", text -> text.replace("Never", "Always"));

    scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(content().chain()).isEqualTo(current.chain());
    assertThat(pebble.revocation(serial(current))).isEmpty();
  }

  @Test
  void aValueThatMakesNoSenseIsTold() {
    issue("revoked-domain.yaml", "pve1.revoked.example.com");

    scenario.annotate("pve1", RevocationDemand.ANNOTATION, "yes");

    scenario.awaitCertificate("pve1", isRefused("yes"));
    Awaitility.await()
        .until(() ->
            scenario.events("RevocationRefused").stream()
                .anyMatch(event -> event.getNote().contains("\"yes\"")));
  }

  @Test
  void aReasonThatTheCADoesNotTakeIsToldAndNothingElseHappens() throws Exception {
    var authority = TestAuthority.create("The CA in between");
    try (var between =
        FaultProxy.start(Upstream.of(pebble), authority.issue("127.0.0.1"), () -> {})) {
      between.say(RevocationIT::takesNoReason);
      scenario
          .serve("pve1.revoked.example.com")
          .trust(authority.certificatePem())
          .apply(
              "account.yaml",
              text -> text.replace(pebble.directory().toString(), between.url().toString()))
          .apply("revoked-domain.yaml");
      scenario.awaitCertificate("pve1", Expect.ready());
      var current = content();
      var value = serial(current) + "/privilegeWithdrawn";

      scenario.annotate("pve1", RevocationDemand.ANNOTATION, value);

      scenario.awaitCertificate("pve1", isRefused(value).and(Expect.ready()));
      assertThat(content().chain()).isEqualTo(current.chain());
      assertThat(content().isRevoked()).isFalse();
    }
  }

  private static Answer takesNoReason(ProxiedRequest request, Answer answer) {
    return request.path().contains("/revoke-cert")
        ? Answer.problem(400, "badRevocationReason")
        : answer;
  }

  @Test
  void onceAnotherHasTakenItsPlace() throws Exception {
    issue("revoked-on-replacement.yaml", "pve1.replaced.example.com", "gui.replaced.example.com");
    var former = content();

    scenario.apply("revoked-on-replacement-with-another-domain.yaml");
    scenario.awaitCertificate("pve1", hasAnotherThan(former));

    awaitRevoked(former, SUPERSEDED);
    assertThat(pebble.revocation(serial(content()))).isEmpty();
    awaitOrderForgotten();
  }

  /** The operator was killed after the Secret was written and before the CA was told. */
  @Test
  void onceAnotherHasTakenItsPlaceAlsoAfterAKill() throws Exception {
    var former = leaveBehindAReplacedCertificate();

    scenario.apply("revoked-on-replacement.yaml");

    awaitRevoked(former, SUPERSEDED);
    awaitOrderForgotten();
  }

  /** The operator was killed after the CA was told. */
  @Test
  void whatIsRevokedAlreadyIsFine() throws Exception {
    var former = leaveBehindAReplacedCertificate();
    scenario.annotate("former", RevocationDemand.ANNOTATION, serial(former) + "/5");
    awaitRevoked(former, CESSATION_OF_OPERATION);

    scenario.apply("revoked-on-replacement.yaml");

    awaitOrderForgotten();
    assertThat(pebble.revocation(serial(former))).hasValue(CESSATION_OF_OPERATION);
  }

  private TlsSecret leaveBehindAReplacedCertificate() throws Exception {
    issue("revoked-on-replacement.yaml", "pve1.replaced.example.com", "pve1.former.example.com");
    scenario.apply("former-domain.yaml");
    scenario.awaitCertificate("former", Expect.ready());
    scenario.apply("revoked-on-replacement-suspended.yaml");
    var suspended = scenario.awaitCertificate("pve1", hasReason("Suspended"));
    var former = content("former-tls");
    storePendingKey(suspended, former.revocable());
    scenario.writeIssuance(
        "pve1", new Issuance(ORDER, "hash", "RenewalDue", Instant.EPOCH, null, null, List.of()));
    return former;
  }

  private void storePendingKey(NodeCertificate certificate, RevocableCertificate replaced) {
    client
        .resource(
            new PendingKey(new KeyType.Ecdsa(256).generate(), ORDER, Optional.of(replaced))
                .toSecret(
                    DesiredCertificate.owner(certificate),
                    DesiredCertificate.ownerReference(certificate)))
        .create();
  }

  private void awaitOrderForgotten() {
    scenario.awaitCertificate("pve1", Expect.ready().and(c -> c.getStatus().issuance() == null));
    assertThat(scenario.secret(PendingKey.nameFor("pve1"))).isEmpty();
  }

  @Test
  void beforeItsNodeCertificateIsDeletedAndWhatStaysSaysSo() throws Exception {
    issue("revoked-on-deletion.yaml", "pve1.deleted.example.com");
    var former = content();

    scenario.deleteCertificate("pve1");

    awaitGone();
    assertThat(pebble.revocation(serial(former))).hasValue(CESSATION_OF_OPERATION);
    assertThat(content().isRevoked()).isTrue();

    scenario.apply("revoked-on-deletion.yaml");
    scenario.awaitCertificate("pve1", hasAnotherThan(former));
    assertThat(pebble.revocation(serial(content()))).isEmpty();
  }

  @Test
  void notBeforeADeletionOnceItsAccountIsGone() throws Exception {
    issue("revoked-on-deletion.yaml", "pve1.deleted.example.com");
    var former = content();
    scenario.deleteAccount();
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("AccountNotFound"));

    scenario.deleteCertificate("pve1");

    awaitGone();
    assertThat(pebble.revocation(serial(former))).isEmpty();
    Awaitility.await().until(() -> scenario.events("RevocationGivenUp").size() == 1);
  }

  @Test
  void aDeletionWaitsForNothingUnlessSpecWantsIt() {
    issue("revoked-on-deletion.yaml", "pve1.deleted.example.com");
    assertThat(finalizers()).containsExactly(RevocationFinalizer.NAME);

    scenario.apply("revoked-on-deletion.yaml", text -> text.replace("true", "false"));

    Awaitility.await().until(() -> finalizers().isEmpty());
  }

  private List<String> finalizers() {
    return scenario.awaitCertificate("pve1", Expect.ready()).getMetadata().getFinalizers();
  }

  private void issue(String fixture, String... domains) {
    scenario.serve(domains).apply("account.yaml").apply(fixture);
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  private void awaitRevoked(TlsSecret content, int reason) {
    Awaitility.await()
        .until(() -> pebble.revocation(serial(content)).equals(OptionalInt.of(reason)));
  }

  private void awaitGone() {
    Awaitility.await().until(() -> scenario.certificate("pve1").isEmpty());
  }

  private TlsSecret content() throws DamagedSecretException {
    return content("pve1-tls");
  }

  private TlsSecret content(String secret) throws DamagedSecretException {
    return TlsSecret.of(scenario.secret(secret).orElseThrow());
  }

  private static String serial(TlsSecret content) {
    return CertificateFacts.of(content.chain().leaf()).serial();
  }

  private static Predicate<NodeCertificate> hasAnotherThan(TlsSecret former) {
    return Expect.ready()
        .and(c ->
            c.getStatus().certificate() != null
                && !c.getStatus().certificate().serial().equals(serial(former)));
  }

  private static Predicate<NodeCertificate> isRefused(String value) {
    return c ->
        Optional.ofNullable(c.getStatus().operations())
            .map(Operations::revoke)
            .filter(operation -> operation.isFor(value))
            .filter(operation -> operation.state() == OperationState.Refused)
            .isPresent();
  }

  private static Predicate<NodeCertificate> hasReason(String reason) {
    return c -> c.getStatus().conditions().stream().anyMatch(r -> r.reason().equals(reason));
  }

  private static Operation revocation(NodeCertificate certificate) {
    return Objects.requireNonNull(
        Objects.requireNonNull(certificate.getStatus().operations()).revoke());
  }
}
