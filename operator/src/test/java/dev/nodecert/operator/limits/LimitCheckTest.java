package dev.nodecert.operator.limits;

import static dev.nodecert.operator.limits.Intents.limitsAt;
import static dev.nodecert.operator.limits.Intents.order;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.limits.Count.Event;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one more order would exceed at noon of 2026-11-23. */
class LimitCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final OrderLimits LETS_ENCRYPT = OrderLimits.LETS_ENCRYPT;

  private final Tally tally = new Tally();
  private int others;

  private void happened(int times, Event event, Duration ago, Supplier<OrderIntent> order) {
    IntStream.range(0, times).forEach(_ -> tally.add(order.get(), event, NOW.minus(ago)));
  }

  private OrderIntent another(Kind kind) {
    others++;
    return order(LETS_ENCRYPT, kind, "host%d.example%d.com".formatted(others, others));
  }

  private Optional<LimitExceeded> check(OrderIntent order) {
    return new LimitCheck(tally, _ -> 0, NOW).of(order);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, 3, true",
    "FIRST, 4, false",
    "EARLY_RENEWAL, 3, true",
    "EARLY_RENEWAL, 4, false",
    "RENEWAL, 4, true",
    "RENEWAL, 5, false",
    "REPLACEMENT, 99, true",
  })
  void certificatesForTheSameNames(Kind kind, int issued, boolean isAllowed) {
    happened(
        issued,
        Event.ISSUED,
        Duration.ofDays(1),
        () -> order(LETS_ENCRYPT, Kind.FIRST, "b.example.com", "a.example.com"));

    assertThat(check(order(LETS_ENCRYPT, kind, "a.example.com", "b.example.com")).isEmpty())
        .isEqualTo(isAllowed);
    assertThat(check(order(LETS_ENCRYPT, kind, "a.example.com"))).isEmpty();
  }

  @Test
  void theLimitThatIsTheNearestIsToldByHowMuchOfItIsUsed() {
    var order = order(LETS_ENCRYPT, Kind.RENEWAL, "a.example.com");
    assertThat(new LimitCheck(tally, _ -> 0, NOW).used(order)).isZero();

    happened(2, Event.ISSUED, Duration.ofDays(1), () -> order);

    assertThat(new LimitCheck(tally, _ -> 0, NOW).used(order)).isEqualTo(0.4);
    assertThat(new LimitCheck(tally, _ -> 9, NOW).used(order)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, 239, true",
    "FIRST, 240, false",
    "EARLY_RENEWAL, 300, true",
    "RENEWAL, 300, true",
    "REPLACEMENT, 300, true",
  })
  void ordersOfAnAccount(Kind kind, int made, boolean isAllowed) {
    happened(made, Event.ORDERED, Duration.ofHours(1), () -> inNamespace("ns" + made % 7));

    assertThat(check(another(kind)).isEmpty()).isEqualTo(isAllowed);
  }

  private OrderIntent inNamespace(String namespace) {
    var order = another(Kind.FIRST);
    return OrderIntent.of(order.account(), namespace, order.names(), order.kind());
  }

  @ParameterizedTest
  @CsvSource({"proxy, 149, true", "proxy, 150, false", "edge, 150, true"})
  void ordersOfANamespace(String namespace, int madeByProxy, boolean isAllowed) {
    happened(madeByProxy, Event.ORDERED, Duration.ofHours(1), () -> another(Kind.FIRST));

    assertThat(check(inNamespace(namespace)).isEmpty()).isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, www.example.co.uk, 24, true",
    "FIRST, www.example.co.uk, 25, false",
    "FIRST, www.other.co.uk, 25, true",
    "RENEWAL, www.example.co.uk, 50, true",
  })
  void certificatesOfARegisteredDomain(Kind kind, String name, int issued, boolean isAllowed) {
    happened(
        issued,
        Event.ISSUED,
        Duration.ofDays(6),
        () -> order(LETS_ENCRYPT, Kind.FIRST, "host%d.example.co.uk".formatted(others++)));

    assertThat(check(order(LETS_ENCRYPT, kind, name)).isEmpty()).isEqualTo(isAllowed);
  }

  @ParameterizedTest
  @CsvSource({
    "FIRST, a.example.com, 3, true",
    "FIRST, a.example.com, 4, false",
    "FIRST, *.a.example.com, 4, false",
    "FIRST, b.example.com, 4, true",
    "RENEWAL, a.example.com, 4, true",
    "RENEWAL, a.example.com, 5, false",
    "REPLACEMENT, a.example.com, 5, true",
  })
  void failedValidationsOfAName(Kind kind, String name, int failed, boolean isAllowed) {
    happened(
        failed,
        Event.FAILED,
        Duration.ofMinutes(30),
        () ->
            order(
                LETS_ENCRYPT,
                Kind.FIRST,
                "a.example.com",
                "host%d.example.com".formatted(others++)));

    assertThat(check(order(LETS_ENCRYPT, kind, name)).isEmpty()).isEqualTo(isAllowed);
  }

  @Test
  void anOrderWaitsUntilEnoughIsOverAndAMinuteForTheCAsClock() {
    var same = order(LETS_ENCRYPT, Kind.FIRST, "a.example.com");
    for (var daysAgo : new int[] {6, 1, 2, 3, 4}) {
      happened(1, Event.ISSUED, Duration.ofDays(daysAgo), () -> same);
    }

    assertThat(check(same))
        .contains(
            new LimitExceeded(
                "One more order would exceed a limit: the CA allows 5 certificates for exactly the"
                    + " same names in 168h, and all but due renewals may use 4 of these"
                    + " (spec.limits.renewalPercentage of AcmeAccount default).",
                Instant.parse("2026-11-26T12:01:00Z")));
  }

  @ParameterizedTest
  @CsvSource({"PT168H, true", "PT168H59S, true", "PT168H1M, false"})
  void whatIsOverCountsNoMore(Duration ago, boolean counts) {
    var same = order(LETS_ENCRYPT, Kind.FIRST, "a.example.com");
    happened(4, Event.ISSUED, ago, () -> same);

    assertThat(check(same).isPresent()).isEqualTo(counts);
  }

  @Test
  void theLongestWaitIsTold() {
    var same = order(LETS_ENCRYPT, Kind.RENEWAL, "a.example.com");
    happened(5, Event.ISSUED, Duration.ofDays(1), () -> same);
    happened(5, Event.FAILED, Duration.ofMinutes(1), () -> same);

    assertThat(check(same))
        .map(LimitExceeded::message)
        .contains(
            "One more order would exceed a limit: the CA allows 5 certificates for exactly the same"
                + " names in 168h.");
  }

  @Test
  void whatRunsMayStillCountAndIsLookedAtAgainInAMinute() {
    var same = order(LETS_ENCRYPT, Kind.RENEWAL, "a.example.com");
    happened(4, Event.ISSUED, Duration.ofDays(1), () -> same);

    var exceeded =
        new LimitCheck(tally, series -> series.startsWith("names") ? 1 : 0, NOW).of(same);

    assertThat(exceeded).map(LimitExceeded::retryAt).contains(NOW.plus(Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whereSpecSetsALimitOfAnotherCAEveryRenewalCounts(Kind kind) {
    var limits =
        limitsAt(
            "https://ca.example.com/directory",
            "[{namespaces: [proxy]}]",
            "limits: {orders: {count: 1, period: 24h}}");
    var order = order(limits, kind, "a.example.com");
    assertThat(check(order)).isEmpty();

    happened(1, Event.ORDERED, Duration.ofHours(1), () -> order);

    assertThat(check(order))
        .contains(
            new LimitExceeded(
                "One more order would exceed a limit: the CA allows 1 orders by AcmeAccount default"
                    + " in 24h.",
                Instant.parse("2026-11-24T11:01:00Z")));
  }

  @Test
  void withoutLimitsNothingIsCounted() {
    var order = order(OrderLimits.NONE, Kind.FIRST, "a.example.com");

    assertThat(tally.add(order, Event.ORDERED, NOW)).isFalse();
    assertThat(tally.at(NOW)).isEmpty();
  }
}
