package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When something is issued is in {@link PlannerTest}; here is what the user is told. */
class IssueChecksTest {

  @Test
  void whatTheSpecAsksForIsNotIssuedAgain() {
    assertThat(first(aNewCertificate().holding("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z")))
        .isNull();
  }

  @Test
  void aSecretThatIsMissingIsNamed() {
    assertThat(first(aNewCertificate()))
        .isEqualTo("SecretMissing: There is no Secret pve1-tls yet.");
  }

  @Test
  void aDamageIsToldInItsOwnWords() {
    var damage = new SecretState.Damaged(new Finding("KeyDamaged", "Its key is junk."));

    assertThat(first(aNewCertificate().secret(damage))).isEqualTo("KeyDamaged: Its key is junk.");
  }

  @Test
  void aChangedSpecIsTold() {
    assertThat(
            first(aNewCertificate().holdingAnother("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z")))
        .isEqualTo(
            "SpecChanged: The names, the key or the CA that spec asks for are not those of the"
                + " certificate in the Secret.");
  }

  @Test
  void anExpiredCertificateIsTold() {
    assertThat(first(aNewCertificate().holding("2026-08-01T00:00:00Z", "2026-11-01T00:00:00Z")))
        .isEqualTo("Expired: The certificate in the Secret has expired.");
  }

  @Test
  void aRenewalIsToldWithoutAnyMovingTime() {
    assertThat(first(aNewCertificate().holding("2026-09-01T00:00:00Z", "2026-11-30T00:00:00Z")))
        .isEqualTo("RenewalDue: A third of the lifetime is left.");
  }

  @Test
  void aRenewalByHandNamesItsAnnotation() {
    assertThat(
            first(
                aNewCertificate()
                    .holding("2026-11-01T00:00:00Z", "2027-01-30T00:00:00Z")
                    .renew("2026-11-23T12:00:00Z")))
        .isEqualTo("RenewalRequested: Annotation nodecert.dev/renew asks for a new certificate.");
  }

  private static @Nullable String first(Seen seen) {
    return IssueChecks.first(seen.observation())
        .map(finding -> finding.reason() + ": " + finding.message())
        .orElse(null);
  }
}
