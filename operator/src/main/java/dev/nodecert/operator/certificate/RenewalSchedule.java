package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Renewal;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a certificate is renewed: by the share of its lifetime, as Let's Encrypt advises. */
final class RenewalSchedule {

  private static final Duration SHORT_LIFETIME = Duration.ofDays(10);

  private RenewalSchedule() {}

  static Renewal of(X509Certificate certificate) {
    return of(certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  static Renewal of(Instant notBefore, Instant notAfter) {
    var lifetime = Duration.between(notBefore, notAfter);
    return lifetime.compareTo(SHORT_LIFETIME) < 0
        ? renewal(notAfter.minus(lifetime.dividedBy(2)), "Half of the lifetime is left.")
        : renewal(notAfter.minus(lifetime.dividedBy(3)), "A third of the lifetime is left.");
  }

  private static Renewal renewal(Instant at, String reason) {
    return new Renewal(at.truncatedTo(ChronoUnit.SECONDS), reason);
  }
}
