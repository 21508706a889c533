package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a record goes, for a plugin that may write in example.com and nowhere else. */
class ChallengeLocationTest {

  private static final String PLUGIN =
      "{type: RFC2136, rfc2136: {server: ns1.example.com}, allow: [{namespaces: [proxy], zones: [example.com]}]}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // domain               | the spec's member          | the CNAMEs lead to              |
        // outcome
        "pve1.example.com       |                            | _acme-challenge.pve1.example.com | at _acme-challenge.pve1.example.com",
        "*.pve1.example.com     |                            | _acme-challenge.pve1.example.com | at _acme-challenge.pve1.example.com",
        "pve1.example.net       |                            | 8e57.auth.example.com            | at 8e57.auth.example.com           ",
        "pve1.example.net       | alias: val.example.com     | _acme-challenge.val.example.com  | at _acme-challenge.val.example.com ",
        "pve1.example.net       | challengeRecord: example.com | example.com                    | at example.com                     ",
        "pve1.example.net       |                            | _acme-challenge.pve1.example.net | refused ZoneNotAllowed             ",
        "pve1.example.com       |                            | elsewhere.example.org            | failed CNAMENotCovered             ",
        "pve1.example.net       | alias: val.example.com     | _acme-challenge.pve1.example.net | failed CNAMEMissing                ",
        "pve1.example.net       | alias: val.example.com     | _acme-challenge.vla.example.com  | failed CNAMEMissing                ",
      })
  void theRecordGoesWhereSpecAndDnsSay(
      String domain, String member, String canonical, String outcome) {
    assertThat(outcome(locate(domain, member, canonical))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "_acme-challenge.a.example.net | There is no CNAME at _acme-challenge.a.example.net yet.",
        "wrong.example.com             | _acme-challenge.a.example.net leads to wrong.example.com.",
      })
  void theMissingRecordIsToldAsItHasToBeWritten(String canonical, String found) {
    var location = locate("a.example.net", "alias: val.example.com", canonical);

    assertThat(location).isInstanceOf(ChallengeLocation.Failed.class);
    assertThat(((ChallengeLocation.Failed) location).failure().message())
        .isEqualTo(
            found
                + " Create this record for a.example.net: _acme-challenge.a.example.net. CNAME"
                + " _acme-challenge.val.example.com.");
  }

  private static ChallengeLocation locate(String name, String member, String canonical) {
    var o =
        aNewCertificate()
            .domain(
                "{domain: '%s', pluginRef: {name: dns}%s}"
                    .formatted(name, member == null ? "" : ", " + member))
            .plugin("dns", PLUGIN)
            .observation();
    var domain = Objects.requireNonNull(o.order().domains().get(name));
    return ChallengeLocation.of(o, domain, o.plugin(domain).dns().orElseThrow(), canonical);
  }

  private static String outcome(ChallengeLocation location) {
    return switch (location) {
      case ChallengeLocation.At(var name) -> "at " + name;
      case ChallengeLocation.Refused(var why) -> "refused " + why.reason();
      case ChallengeLocation.Failed(var failure) -> "failed " + failure.type();
      case ChallengeLocation.Unknown _ -> "unknown";
    };
  }
}
