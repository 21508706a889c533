package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.CertificateStatus;
import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateStatus;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.api.v1alpha1.Operations;
import dev.nodecert.api.v1alpha1.PastOrder;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.api.v1alpha1.RenewalWindow;
import dev.nodecert.operator.authority.AuthorityMaterial;
import dev.nodecert.operator.authority.CertificateMaker;
import dev.nodecert.operator.authority.NamePolicy;
import dev.nodecert.operator.authority.NamesRequest;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.output.OutputSpec;
import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import dev.nodecert.operator.upload.Verdict;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.TestChain;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a test lets the operator see. At first: a NodeCertificate of generation 2 and its ready
 * account, both as their owners wrote them ({@code certificate.yaml}, {@code account.yaml}), no
 * Secret, and no status but the generation.
 */
final class Seen {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final String OPERATOR_NAMESPACE = "nodecert";

  private final NodeCertificate certificate = load("certificate.yaml", NodeCertificate.class);
  private Optional<AcmeAccount> account = Optional.of(load("account.yaml", AcmeAccount.class));
  private final Map<String, AcmePlugin> plugins = new HashMap<>();
  private SecretState secret = new SecretState.Missing();
  private SignatureState signature = new SignatureState.NotNeeded();
  private UploadState upload = new UploadState.NotNeeded();
  private OutputState outputs = OutputState.NONE;
  private ServingState serving = new ServingState.NotAsked();
  private Neighbours neighbours = Neighbours.NONE;
  private Instant watchedSince = NOW.minus(Duration.ofHours(1));

  private Optional<LimitExceeded> limited = Optional.empty();
  private @Nullable Long observedGeneration = 2L;
  private @Nullable CertificateStatus statusCertificate;
  private @Nullable Renewal renewal;
  private @Nullable Issuance issuance;
  private List<ChallengeRecord> records = List.of();
  private @Nullable Failure failure;
  private List<PastOrder> history = List.of();
  private @Nullable Operations operations;
  private List<Condition> conditions = List.of();

  private Seen() {
    certificate.getMetadata().setUid("uid-1");
    certificate.getMetadata().setGeneration(2L);
    accountStatus(
        """
        accountURL: https://acme-v02.api.letsencrypt.org/acme/acct/1
        conditions:
        - {type: Ready, status: "True", reason: Registered}
        """);
  }

  static Seen aNewCertificate() {
    return new Seen();
  }

  /** As it stood before the operator wrote its first status. */
  Seen withoutStatus() {
    observedGeneration = null;
    return this;
  }

  /** The operator's last status was for the spec before. */
  Seen specChanged() {
    observedGeneration = 1L;
    return this;
  }

  Seen inNamespace(String namespace) {
    certificate.getMetadata().setNamespace(namespace);
    return this;
  }

  Seen spec(String yaml) {
    certificate.setSpec(
        Serialization.unmarshal(
            yaml.startsWith("---") ? yaml : "---\n" + yaml, certificate.getSpec().getClass()));
    return this;
  }

  Seen askingTheCA() {
    certificate.setSpec(
        Serialization.unmarshal(
            Serialization.asYaml(certificate.getSpec())
                .replace("renewalInfo: false", "renewalInfo: true"),
            certificate.getSpec().getClass()));
    return this;
  }

  /** The operator's process has just started. */
  Seen justStarted() {
    watchedSince = NOW;
    return this;
  }

  /** Status knows what the CA said of the renewal of the certificate that the Secret holds. */
  Seen renewal(@Nullable String window, String nextCheckAt) {
    statusCertificate = CertificateStatusFactory.certificate(secret.held().orElseThrow().content());
    renewal =
        new Renewal(
            NOW, "", window == null ? null : window(window), null, Instant.parse(nextCheckAt));
    return this;
  }

  private static RenewalWindow window(String interval) {
    var ends = interval.split("/", 2);
    return new RenewalWindow(Instant.parse(ends[0]), Instant.parse(ends[1]));
  }

  Seen suspended() {
    return specMember("suspend", "true");
  }

  Seen profile(String name) {
    return spec(
        Serialization.asYaml(certificate.getSpec()).replace("acme:", "acme:\n  profile: " + name));
  }

  Seen fallback(String when) {
    return specMember("fallback", when);
  }

  Seen privateKey(String yaml) {
    return specMember("privateKey", yaml);
  }

  Seen revokingOnReplace() {
    return specMember("revocation", "{onReplace: true}");
  }

  /** Somebody has set the annotation. */
  Seen revoke(String value) {
    certificate.getMetadata().setAnnotations(Map.of(RevocationDemand.ANNOTATION, value));
    return this;
  }

  /** An annotation's value was taken up. */
  Seen taken(String value, OperationState state) {
    operations = new Operations(null, new Operation(value, state, NOW));
    return this;
  }

  /** The certificate in the Secret is revoked. */
  Seen revoked() {
    secret =
        new SecretState.Held(secret.held().orElseThrow().content().revoked(), Optional.empty());
    return this;
  }

  private Seen specMember(String name, String yaml) {
    return spec(Serialization.asYaml(certificate.getSpec()) + name + ": " + yaml);
  }

  Seen accountGone() {
    account = Optional.empty();
    return this;
  }

  Seen accountAllowing(String grants) {
    var wanted =
        Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: AcmeAccount
            metadata: {name: default}
            spec: {directory: LetsEncrypt, allow: %s}
            """
                .formatted(grants),
            AcmeAccount.class);
    account.orElseThrow().setSpec(wanted.getSpec());
    return this;
  }

  Seen accountStatus(@Nullable String yaml) {
    account
        .orElseThrow()
        .setStatus(
            yaml == null ? null : Serialization.unmarshal("---\n" + yaml, AcmeAccountStatus.class));
    return this;
  }

  /** There is an AcmePlugin. */
  Seen plugin(String name, String spec) {
    return plugin(name, spec, "{}");
  }

  Seen plugin(String name, String spec, String status) {
    plugins.put(
        name,
        Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: AcmePlugin
            metadata: {name: %s}
            spec: %s
            status: %s
            """
                .formatted(name, spec, status),
            AcmePlugin.class));
    return this;
  }

  /** The spec lists one domain. */
  Seen domain(String yaml) {
    return spec(
        """
        source: ACME
        renewal: {renewalInfo: false}
        acme:
          accountRef: {name: default}
          domains: [%s]
        """
            .formatted(yaml));
  }

  /** The cluster CA signs: all names of a namespace's Services, and these. */
  Seen signing(AuthorityMaterial ca, String... granted) {
    var desired = DesiredCertificate.of(certificate);
    var names =
        new NamePolicy(List.of())
            .decide(
                new NamesRequest(
                    desired.owner().namespace(), desired.nodeName(), desired.signedNames()),
                List.of(granted)::contains,
                ca);
    signature = new SignatureState.Available(ca, names);
    return this;
  }

  /** The cluster CA does not sign. */
  Seen notSigning(String reason) {
    signature = new SignatureState.Unavailable(new Finding(reason, "It is not there."));
    return this;
  }

  /** The Secret holds a certificate of a cluster CA, from the day before this moment on. */
  Seen holdingSigned(AuthorityMaterial ca, Instant signedAt) {
    var by = (SignatureState.Available) signature;
    var desired = DesiredCertificate.of(certificate);
    var key = desired.keyType().generate();
    var chain =
        new CertificateMaker(new SecureRandom())
            .sign(ca, key.publicKey(), by.names().granted(), signedAt);
    return held(
        chain,
        key,
        Provenance.of(CertificateSource.ClusterCA, signedAt, by.hash(desired.keyType())));
  }

  /** What somebody keeps in a Secret is good. */
  Seen uploaded(CertificateChain chain, PrivateKeyPair key) {
    var expiry = chain.leaf().getNotAfter().toInstant();
    var verdict = new Verdict.Accepted(chain, key, Optional.empty(), Set.of(), expiry, List.of());
    upload = UploadState.Accepted.of(verdict, NOW);
    return this;
  }

  Seen upload(UploadState state) {
    upload = state;
    return this;
  }

  /** The Secret holds what was uploaded. */
  Seen holdingUploaded(CertificateChain chain, PrivateKeyPair key) {
    return held(
        chain, key, Provenance.of(CertificateSource.Custom, NOW, TextHash.of(chain.toPem())));
  }

  /** The Secret holds this, and says that of it. */
  Seen held(CertificateChain chain, PrivateKeyPair key, Provenance provenance) {
    secret = new SecretState.Held(new TlsSecret(chain, key, provenance), Optional.empty());
    return this;
  }

  /** Outputs are asked for; those in the Secret were made of something else. */
  Seen wantingOutputs(OutputSpec spec) {
    outputs = new OutputState(spec, Optional.empty(), "another");
    return this;
  }

  /** Some outputs cannot be made. */
  Seen unableToMakeOutputs(Finding why) {
    outputs = new OutputState(OutputSpec.NONE, Optional.of(why), "another");
    return this;
  }

  /** The outputs in the Secret are those that are asked for. */
  Seen withOutputs() {
    var content = secret.held().orElseThrow().content();
    outputs = outputs.written(observation().outputHash(content));
    return this;
  }

  /** Somebody has put another pair there, and left what the Secret says of it. */
  Seen holdingInItsPlace(CertificateChain chain, PrivateKeyPair key) {
    return held(chain, key, secret.held().orElseThrow().content().provenance());
  }

  Seen secret(SecretState state) {
    secret = state;
    return this;
  }

  Seen neighbours(Neighbours found) {
    neighbours = found;
    return this;
  }

  /** The Secret holds what the spec asks for, and something about it is wrong. */
  Seen holdingFlawed(String notBefore, String notAfter, Finding flaw) {
    holding(notBefore, notAfter);
    secret = new SecretState.Held(secret.held().orElseThrow().content(), Optional.of(flaw));
    return this;
  }

  /** The Secret holds what the spec asks for. */
  Seen holding(String notBefore, String notAfter) {
    return holding(chain(notBefore, notAfter), hash());
  }

  /** The Secret holds what another spec asked for. */
  Seen holdingAnother(String notBefore, String notAfter) {
    return holding(chain(notBefore, notAfter), "another");
  }

  Seen holding(TestChain chain, String orderHash) {
    var provenance =
        Provenance.ordered(
            chain.notBefore(), orderHash, "default", "https://ca.example.com/cert/1");
    secret =
        new SecretState.Held(
            new TlsSecret(chain.make(), chain.key(), provenance), Optional.empty());
    return this;
  }

  static TestChain chain(String notBefore, String notAfter) {
    return TestChain.of(List.of("pve1.example.com", "www.example.com"), Instant.parse(notBefore))
        .until(Instant.parse(notAfter));
  }

  /** An order runs for what the spec asks for. */
  Seen ordering() {
    issuance = issuance(hash());
    return this;
  }

  /** An order runs for what another spec asked for. */
  Seen orderingAnother() {
    issuance = issuance("another");
    return this;
  }

  static Issuance issuance(String orderHash) {
    return new Issuance(
        "https://ca.example.com/order/1", orderHash, "SecretMissing", NOW, null, null, List.of());
  }

  Seen failed(int count, String retryAt) {
    failure = new Failure(count, "rateLimited", "Too many.", NOW, Instant.parse(retryAt));
    return this;
  }

  /** The CA's limits leave no room for an order until then. */
  Seen limitedUntil(String moment) {
    limited =
        Optional.of(new LimitExceeded("One more order would exceed it.", Instant.parse(moment)));
    return this;
  }

  OrderAllowance allowance() {
    return _ -> limited;
  }

  /** The last failure was that an order had to wait for a limit. */
  Seen waitedForALimit(int count, String retryAt) {
    failure =
        new Failure(
            count,
            "limitReached",
            "One more order would exceed it.",
            NOW.minusSeconds(60),
            Instant.parse(retryAt));
    return this;
  }

  /** An annotation asks for a renewal. */
  Seen renew(String value) {
    certificate.getMetadata().setAnnotations(Map.of(RenewalRequest.ANNOTATION, value));
    return this;
  }

  /** A renewal was taken up before. */
  Seen renewed(String value, OperationState state, String at) {
    operations = new Operations(new Operation(value, state, Instant.parse(at)), null);
    return this;
  }

  Seen history(PastOrder... past) {
    history = List.of(past);
    return this;
  }

  /** What the proxy serves is looked at for the first time. */
  Seen lookingAtItsProxy() {
    serving = new ServingState.Looking(Optional.empty());
    return this;
  }

  Seen conditions(List<Condition> former) {
    conditions = former;
    return this;
  }

  /** The hash of what the spec asks for. */
  String hash() {
    return observation().wantedHash().orElseThrow();
  }

  Observation observation() {
    certificate.setStatus(
        observedGeneration == null
            ? null
            : new NodeCertificateStatus(
                observedGeneration,
                statusCertificate,
                issuance,
                records,
                renewal,
                failure,
                history,
                operations,
                conditions));
    return new Observation(
        certificate,
        DesiredCertificate.of(certificate),
        AccountState.of(account),
        plugins(),
        secret,
        signature,
        upload,
        outputs,
        serving,
        neighbours,
        OPERATOR_NAMESPACE,
        watchedSince,
        NOW);
  }

  private Map<String, PluginState> plugins() {
    return DesiredCertificate.of(certificate).ordered().stream()
        .flatMap(order -> order.plugins().stream())
        .collect(
            Collectors.toMap(
                name -> name,
                name -> PluginState.of(name, Optional.ofNullable(plugins.get(name)))));
  }

  private static <T> T load(String file, Class<T> type) {
    try (var stream = Seen.class.getResourceAsStream(file)) {
      return Serialization.unmarshal(Objects.requireNonNull(stream, file), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
