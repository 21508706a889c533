package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.probe.ProbeReport.Looked;
import dev.nodecert.operator.probe.ProbeReport.NotLooked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServedConditionTest {

  private static final Instant CHANGED = Instant.parse("2026-11-25T12:00:00Z");
  private static final Instant WITHIN_GRACE = CHANGED.plusSeconds(119);
  private static final Instant LATER = CHANGED.plusSeconds(120);
  private static final String OURS = "AA:AA";

  private static final ProbeTarget TARGET =
      new ProbeTarget("proxy", "pve1", "https", "pve1.example.com", OURS, CHANGED);

  private static Looked looked(Sight... sights) {
    var seen = new ArrayList<EndpointSight>();
    for (int i = 0; i < sights.length; i++) {
      var address = IpAddress.parse("10.0.0." + (i + 1)).orElseThrow();
      seen.add(new EndpointSight(new Endpoint(address, 8443), sights[i]));
    }
    return new Looked(seen, seen.size());
  }

  private static Sight sight(String word) {
    return switch (word) {
      case "Served" -> new Sight.Served();
      case "OtherCertificate" -> new Sight.OtherCertificate("BB:BB");
      case "Refused" -> new Sight.Refused();
      case "NoTLS" -> new Sight.NoTLS();
      case "TimedOut" -> new Sight.TimedOut();
      case "NotAllowed" -> new Sight.NotAllowed();
      default -> throw new IllegalArgumentException(word);
    };
  }

  private static Looked looked(String words) {
    return looked(
        List.of(words.split(" ")).stream().map(ServedConditionTest::sight).toArray(Sight[]::new));
  }

  @ParameterizedTest
  @CsvSource({
    "Served",
    "Served Served Served",
  })
  void whatAllServeIsServedAlsoAtOnce(String words) {
    for (var now : List.of(CHANGED, WITHIN_GRACE, LATER)) {
      assertThat(ServedCondition.of(looked(words), TARGET, now))
          .extracting(Verdict::status, Verdict::reason)
          .containsExactly(ConditionStatus.TRUE, "Served");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OtherCertificate, OtherCertificate",
    "Refused, Refused",
    "NoTLS, NoTLS",
    "TimedOut, TimedOut",
    "NotAllowed, NotAllowed",
    "Served Served OtherCertificate, OtherCertificate",
    "Served TimedOut, TimedOut",
    "Refused Refused OtherCertificate, OtherCertificate",
    "Refused NoTLS, NoTLS",
    "TimedOut Refused, Refused",
    "NotAllowed TimedOut, TimedOut",
  })
  void whatOneDoesNotServeIsNotAfterTheGrace(String words, String reason) {
    assertThat(ServedCondition.of(looked(words), TARGET, LATER))
        .extracting(Verdict::status, Verdict::reason)
        .containsExactly(ConditionStatus.FALSE, reason);
    assertThat(ServedCondition.of(looked(words), TARGET, WITHIN_GRACE))
        .isEqualTo(Verdict.probing());
  }

  @ParameterizedTest
  @CsvSource({
    "SERVICE_NOT_FOUND, FALSE, ServiceNotFound",
    "EXTERNAL_NAME, FALSE, ExternalName",
    "PORT_NOT_FOUND, FALSE, PortNotFound",
    "FORBIDDEN, UNKNOWN, Forbidden",
    "PROBE_FAILED, UNKNOWN, ProbeFailed",
  })
  void whatTimeWillNotMendIsToldAtOnce(Obstacle obstacle, ConditionStatus status, String reason) {
    for (var now : List.of(WITHIN_GRACE, LATER)) {
      assertThat(ServedCondition.of(new NotLooked(obstacle), TARGET, now))
          .extracting(Verdict::status, Verdict::reason)
          .containsExactly(status, reason);
    }
  }

  @Test
  void aProxyThatIsNotReadyYetMayWaitForItsSecret() {
    var report = new NotLooked(Obstacle.NO_ENDPOINTS);

    assertThat(ServedCondition.of(report, TARGET, WITHIN_GRACE)).isEqualTo(Verdict.probing());
    assertThat(ServedCondition.of(report, TARGET, LATER))
        .isEqualTo(
            new Verdict(
                ConditionStatus.FALSE,
                "NoEndpoints",
                "No endpoint of Service pve1, port https is ready."));
  }

  @ParameterizedTest
  @EnumSource(Obstacle.class)
  void everyObstacleHasASentence(Obstacle obstacle) {
    assertThat(ServedCondition.of(new NotLooked(obstacle), TARGET, LATER).message())
        .contains("pve1")
        .endsWith(".");
  }

  @Test
  void theMessageTellsHowManyAndWhatTheOthersShow() {
    assertThat(ServedCondition.of(looked("Served Served"), TARGET, LATER).message())
        .isEqualTo(
            "2 of 2 ready endpoints of Service pve1, port https serve the Secret's certificate for"
                + " pve1.example.com.");
    assertThat(
            ServedCondition.of(looked("Served OtherCertificate Refused"), TARGET, LATER).message())
        .isEqualTo(
            "1 of 3 ready endpoints of Service pve1, port https serve the Secret's certificate for"
                + " pve1.example.com. Of the others: 10.0.0.2:8443 OtherCertificate (SHA-256"
                + " BB:BB); 10.0.0.3:8443 Refused. Does the proxy mount this Secret, not by"
                + " subPath, and reload when it changes?");
  }

  @Test
  void oneOfManyIsToldAndTheRestCounted() {
    var sights = Collections.nCopies(16, sight("Refused")).toArray(Sight[]::new);
    var report = new Looked(looked(sights).sights(), 40);

    assertThat(ServedCondition.of(report, TARGET, LATER).message())
        .startsWith(
            "0 of 16 ready endpoints of Service pve1, port https that were looked at, of 40 in all,"
                + " serve the Secret's certificate for pve1.example.com. Of the others:"
                + " 10.0.0.1:8443 Refused;")
        .contains("10.0.0.4:8443 Refused; and 12 more.")
        .doesNotContain("10.0.0.5");
  }
}
