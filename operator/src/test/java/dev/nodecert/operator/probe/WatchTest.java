package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.ip.IpAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final ProbeTarget TARGET = target("AA:AA");
  private static final ProbeReport SERVED = report(new Sight.Served());
  private static final ProbeReport REFUSED = report(new Sight.Refused());

  private static ProbeTarget target(String fingerprint) {
    return new ProbeTarget("proxy", "pve1", "443", "pve1.example.com", fingerprint, NOW);
  }

  private static ProbeReport report(Sight sight) {
    var endpoint = new Endpoint(IpAddress.parse("10.0.0.1").orElseThrow(), 443);
    return new ProbeReport.Looked(List.of(new EndpointSight(endpoint, sight)), 1);
  }

  private static Watch first() {
    return Watch.of(null, TARGET, NOW);
  }

  @Test
  void theFirstLookIsAtOnceAndThereIsNothingToSayBeforeIt() {
    assertThat(first().isDue(NOW)).isTrue();
    assertThat(first().begun().isDue(NOW.plusSeconds(3600))).isFalse();
    assertThat(first().begun().serving(NOW).verdict()).isEmpty();
    assertThat(first().begun().serving(NOW).askAgainAt()).isEmpty();
  }

  @Test
  void whatIsNotServedIsLookedAtAgainAfterAPauseThatGrows() {
    var soon = first().begun().ended(REFUSED, NOW);
    var late = first().begun().ended(REFUSED, NOW.plusSeconds(60));

    assertThat(soon.serving(NOW).askAgainAt()).contains(NOW.plusSeconds(1));
    assertThat(late.serving(NOW).askAgainAt()).contains(NOW.plusSeconds(90));
    assertThat(late.isDue(NOW.plusSeconds(89))).isFalse();
    assertThat(late.isDue(NOW.plusSeconds(90))).isTrue();
  }

  @Test
  void whatIsServedIsNotLookedAtAgain() {
    var served = first().begun().ended(SERVED, NOW);

    assertThat(served.serving(NOW).askAgainAt()).isEmpty();
    assertThat(served.isDue(NOW.plusSeconds(1_000_000))).isFalse();
    assertThat(served.serving(NOW).verdict()).map(Verdict::reason).contains("Served");
  }

  @Test
  void theSameTargetIsTheSameWatchAndAnotherBeginsAnew() {
    var served = first().begun().ended(SERVED, NOW);
    var later = NOW.plusSeconds(60);

    assertThat(Watch.of(served, target("AA:AA"), later)).isSameAs(served);
    assertThat(Watch.of(served, target("BB:BB"), later))
        .isEqualTo(Watch.of(null, target("BB:BB"), later));
  }

  @Test
  void theGraceEndsWithoutANewLook() {
    var refused = first().begun().ended(REFUSED, NOW);

    assertThat(refused.serving(NOW).verdict()).contains(Verdict.probing());
    assertThat(refused.serving(NOW.plusSeconds(120)).verdict())
        .map(Verdict::reason)
        .contains("Refused");
  }
}
