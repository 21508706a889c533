package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Operation;
import dev.nodecert.api.v1alpha1.OperationState;
import dev.nodecert.operator.secret.TlsSecret.Provenance;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A renewal that an annotation asks for.
 *
 * @param value the annotation's
 * @param moment what it says; empty where it is no RFC 3339 time
 */
record RenewalRequest(String value, Optional<Instant> moment) {

  static final String ANNOTATION = "nodecert.dev/renew";

  /** Why a certificate is made before its time. */
  static final Finding FINDING =
      new Finding(
          "RenewalRequested", "Annotation %s asks for a new certificate.".formatted(ANNOTATION));

  /** So that neither a loop nor a hand that trembles orders more often. */
  private static final Duration BETWEEN_RENEWALS = Duration.ofHours(1);

  /** Of what is recorded: a certificate of the same second would be taken for the next. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  static Optional<RenewalRequest> of(NodeCertificate certificate) {
    var annotations = certificate.getMetadata().getAnnotations();
    return Optional.ofNullable(annotations)
        .map(all -> all.get(ANNOTATION))
        .map(value -> new RenewalRequest(value, parse(value)));
  }

  private static Optional<Instant> parse(String value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.strip()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * When it is to be acted on; empty where it was already, or asks for nothing.
   *
   * @param issuedAt when the certificate there is was issued
   * @param last the renewal that was taken up last
   */
  Optional<Instant> due(Instant issuedAt, Optional<Operation> last) {
    var same = last.filter(operation -> operation.isFor(value));
    if (same.isPresent()) {
      return moment.filter(_ -> isUnderway(same.get(), issuedAt));
    }
    return moment
        .filter(issuedAt::isBefore)
        .map(at -> Moments.later(at, issuedAt.plus(RESOLUTION)))
        .map(at ->
            last.map(operation -> Moments.later(at, operation.at().plus(BETWEEN_RENEWALS)))
                .orElse(at));
  }

  /** Taken up, and no certificate has come of it yet. */
  private static boolean isUnderway(Operation renewal, Instant issuedAt) {
    return renewal.state() == OperationState.Started && issuedAt.isBefore(renewal.at());
  }

  /** Why nobody can act on it, where the certificate there is came from somewhere. */
  Optional<String> objection(Provenance present, Instant now) {
    if (moment.isEmpty()) {
      return Optional.of(noTime(now));
    }
    return moment
        .filter(_ -> present.source() == CertificateSource.Custom)
        .filter(present.issuedAt()::isBefore)
        .map(_ ->
            "Annotation %s is not acted on, for the certificate is an uploaded one. Upload another one into the Secret of spec.custom.secretRef."
                .formatted(ANNOTATION));
  }

  private String noTime(Instant now) {
    return "Annotation %s is no RFC 3339 time and is not acted on: '%s'. Set it to the time now, for example %s."
        .formatted(
            ANNOTATION,
            in(OperationState.Refused, now).value(),
            now.truncatedTo(ChronoUnit.SECONDS));
  }

  Operation in(OperationState state, Instant now) {
    return new Operation(value, state, now.truncatedTo(ChronoUnit.SECONDS));
  }
}
