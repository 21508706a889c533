package dev.nodecert.operator.certificate;

import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.plugin.DnsPlugin;
import java.time.Instant;
import java.util.Optional;

/** Where the record that proves a domain has to be written. */
sealed interface ChallengeLocation {

  /** At that name. */
  record At(String name) implements ChallengeLocation {}

  /** The name servers are still being asked. */
  record Unknown(Instant lookAgain) implements ChallengeLocation {}

  /** A Kubernetes object must be changed first. */
  record Refused(Finding why) implements ChallengeLocation {}

  /** What the DNS says must be changed first. */
  record Failed(AcmeFailure failure) implements ChallengeLocation {}

  /**
   * Decides.
   *
   * @param canonical the name that the CNAMEs at the domain's challenge name lead to; that name
   *     itself where there is none
   */
  static ChallengeLocation of(
      Observation o, DesiredDomain domain, DnsPlugin plugin, String canonical) {
    var wanted = domain.target().orElse(canonical);
    if (!canonical.equals(wanted)) {
      return new Failed(misdirected(domain, wanted, canonical));
    }
    if (plugin.mayWrite(wanted, o.namespace())) {
      return new At(wanted);
    }
    return canonical.equals(domain.challengeName())
        ? new Refused(PluginChecks.zoneNotAllowed(o, domain, wanted))
        : new Failed(leadsElsewhere(o, domain, canonical));
  }

  private static AcmeFailure misdirected(DesiredDomain domain, String wanted, String canonical) {
    var found =
        canonical.equals(domain.challengeName())
            ? "There is no CNAME at %s yet".formatted(canonical)
            : "%s leads to %s".formatted(domain.challengeName(), canonical);
    return failure(
        "CNAMEMissing",
        "%s. Create this record for %s: %s. CNAME %s."
            .formatted(found, domain.name(), domain.challengeName(), wanted));
  }

  private static AcmeFailure leadsElsewhere(Observation o, DesiredDomain domain, String canonical) {
    return failure(
        "CNAMENotCovered",
        "%s leads to %s, which AcmePlugin %s may not write for namespace %s. Remove the CNAME, or ask"
                .formatted(domain.challengeName(), canonical, domain.plugin(), o.namespace())
            + " the cluster's admin to add its zone to the plugin's spec.allow.");
  }

  private static AcmeFailure failure(String type, String message) {
    return new AcmeFailure(type, message, Optional.empty());
  }
}
