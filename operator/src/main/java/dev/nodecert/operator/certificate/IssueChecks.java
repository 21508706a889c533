package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.KeyType;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Why a certificate must be issued now: the first that holds. */
final class IssueChecks {

  private static final List<Function<Observation, Optional<Finding>>> CHECKS =
      List.of(
          IssueChecks::secretMissing,
          IssueChecks::secretDamaged,
          IssueChecks::sourceDiffers,
          IssueChecks::revoked,
          IssueChecks::specChanged,
          IssueChecks::namesDiffer,
          IssueChecks::keyDiffers,
          IssueChecks::expired,
          IssueChecks::renewalDue,
          IssueChecks::renewalRequested);

  private IssueChecks() {}

  static Optional<Finding> first(Observation observation) {
    return CHECKS.stream().flatMap(check -> check.apply(observation).stream()).findFirst();
  }

  static Optional<Finding> secretMissing(Observation o) {
    return o.secret() instanceof SecretState.Missing
        ? found("SecretMissing", "There is no Secret %s yet.".formatted(o.desired().secretName()))
        : Optional.empty();
  }

  static Optional<Finding> secretDamaged(Observation o) {
    return o.secret() instanceof SecretState.Damaged(var finding)
        ? Optional.of(finding)
        : Optional.empty();
  }

  private static Optional<Finding> sourceDiffers(Observation o) {
    return o.held()
        .map(held -> held.provenance().source())
        .filter(source -> source != CertificateSource.ACME)
        .map(source ->
            new Finding(
                "SourceDiffers",
                "The certificate in the Secret is from source %s.".formatted(source)));
  }

  private static Optional<Finding> revoked(Observation o) {
    return o.held()
        .filter(TlsSecret::isRevoked)
        .map(_ -> new Finding("Revoked", "The certificate in the Secret is revoked."));
  }

  private static Optional<Finding> specChanged(Observation o) {
    return o.held()
        .filter(held -> !o.wantedHash().equals(Optional.of(held.provenance().orderHash())))
        .map(_ ->
            new Finding(
                "SpecChanged",
                "The names, the key or the CA that spec asks for are not those of the"
                    + " certificate in the Secret."));
  }

  /** Somebody put another certificate there. */
  private static Optional<Finding> namesDiffer(Observation o) {
    return o.held().flatMap(held -> namesDiffer(held, o.order().names()));
  }

  static Optional<Finding> namesDiffer(TlsSecret held, SortedSet<String> wanted) {
    var names = names(held);
    return names.equals(wanted)
        ? Optional.empty()
        : found(
            "NamesDiffer",
            "The certificate in the Secret is for %s.".formatted(NameList.of(names)));
  }

  static SortedSet<String> names(TlsSecret held) {
    return new TreeSet<>(CertificateFacts.of(held.chain().leaf()).sans());
  }

  private static Optional<Finding> keyDiffers(Observation o) {
    return o.held()
        .map(held -> KeyType.describe(held.chain().leaf().getPublicKey()))
        .filter(key -> !key.is(o.desired().keyType()))
        .map(key ->
            new Finding(
                "KeyDiffers",
                "The key in the Secret is %s with %d bits."
                    .formatted(key.algorithm(), key.size())));
  }

  private static Optional<Finding> expired(Observation o) {
    return o.held()
        .filter(held -> !notAfterIsAhead(o, held))
        .map(_ -> new Finding("Expired", "The certificate in the Secret has expired."));
  }

  private static boolean notAfterIsAhead(Observation o, TlsSecret held) {
    return held.chain().leaf().getNotAfter().toInstant().isAfter(o.now());
  }

  private static Optional<Finding> renewalDue(Observation o) {
    return o.held()
        .map(held -> o.renewal(held).moment())
        .filter(renewal -> !renewal.at().isAfter(o.now()))
        .map(renewal -> new Finding("RenewalDue", renewal.reason()));
  }

  static Optional<Finding> renewalRequested(Observation o) {
    return o.renewalRequestDue()
        .filter(at -> !at.isAfter(o.now()))
        .map(_ -> RenewalRequest.FINDING);
  }

  private static Optional<Finding> found(String reason, String message) {
    return Optional.of(new Finding(reason, message));
  }
}
