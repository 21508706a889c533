package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is put right without an order: the first that holds. */
final class MendChecks {

  private static final List<Function<Observation, Optional<Decision>>> CHECKS =
      List.of(
          MendChecks::secretRenamed,
          MendChecks::secretFlawed,
          MendChecks::outputsDiffer,
          MendChecks::secretsLeftBehind);

  private MendChecks() {}

  static Optional<Decision> first(Observation observation) {
    return CHECKS.stream().flatMap(check -> check.apply(observation).stream()).findFirst();
  }

  private static Optional<Decision> secretRenamed(Observation o) {
    return o.secret() instanceof SecretState.Missing
        ? o.neighbours().formerSecrets().stream()
            .flatMap(former -> former.content().stream())
            .filter(content -> isAsAsked(o, content))
            .findFirst()
            .map(content -> new Decision.Mend(renamed(o), content))
        : Optional.empty();
  }

  private static boolean isAsAsked(Observation o, TlsSecret content) {
    return CertificateNeed.of(o.with(new SecretState.Held(content, Optional.empty()))).isEmpty();
  }

  private static Finding renamed(Observation o) {
    return new Finding(
        "SecretRenamed",
        "The certificate is put into Secret %s, which spec names now."
            .formatted(o.desired().secretName()));
  }

  private static Optional<Decision> secretFlawed(Observation o) {
    return o.secret() instanceof SecretState.Held(var content, var flaw) && isToStay(o)
        ? flaw.map(why -> new Decision.Mend(why, content))
        : Optional.empty();
  }

  /** What cannot be made is not taken away either. */
  private static Optional<Decision> outputsDiffer(Observation o) {
    return o.secret() instanceof SecretState.Held(var content, _)
            && o.outputs().obstacle().isEmpty()
            && o.knowsWhomToTrust(content)
            && !o.outputHash(content).equals(o.outputs().madeOf())
            && isToStay(o)
        ? Optional.of(new Decision.Mend(differing(o), content))
        : Optional.empty();
  }

  private static Finding differing(Observation o) {
    return new Finding(
        "OutputsDiffer",
        "The outputs in Secret %s are not what spec asks for.".formatted(o.desired().secretName()));
  }

  private static boolean isToStay(Observation o) {
    return CertificateNeed.of(o).isEmpty()
        || (FallbackChecks.isInPlace(o) && SignatureChecks.standIn(o).isEmpty());
  }

  private static Optional<Decision> secretsLeftBehind(Observation o) {
    var left = o.neighbours().formerSecrets();
    return left.isEmpty() || CertificateNeed.of(o).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Decision.Release(left.stream().map(Neighbours.FormerSecret::name).toList()));
  }
}
