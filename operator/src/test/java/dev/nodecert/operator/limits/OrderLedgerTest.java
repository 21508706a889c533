package dev.nodecert.operator.limits;

import static dev.nodecert.operator.limits.Intents.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderLedgerTest {

  private static final Duration NEVER = Duration.ofDays(1);
  private static final OrderIntent ORDER =
      order(OrderLimits.LETS_ENCRYPT, Kind.FIRST, "a.example.com");

  private Instant now = Instant.parse("2026-11-23T12:00:00Z");
  private final Store store = new Store();
  private final List<RememberedOrder> remembered = new ArrayList<>();
  private final List<OrderLedger> ledgers = new ArrayList<>();

  /** A store of a test: all that was ever written to it. */
  private static final class Store implements LedgerStore {
    private final List<String> written = new CopyOnWriteArrayList<>();
    private volatile boolean isDown;

    @Override
    public Optional<String> read() {
      return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
    }

    @Override
    public void write(String ledger) {
      if (isDown) {
        throw new IllegalStateException("the API server is away");
      }
      written.add(ledger);
    }
  }

  /** A process begins. */
  private OrderLedger start(Duration writeDelay) {
    var ledger =
        new OrderLedger(
            store,
            since ->
                remembered.stream()
                    .filter(o -> o.result().isEmpty() || !o.at().isBefore(since))
                    .toList(),
            Executors.newSingleThreadScheduledExecutor(),
            writeDelay,
            () -> now);
    ledgers.add(ledger);
    return ledger;
  }

  @AfterEach
  void stop() {
    ledgers.forEach(OrderLedger::close);
  }

  private void issue(OrderLedger ledger, String owner) {
    assertThat(ledger.begin(owner, ORDER)).isEmpty();
    ledger.ended(owner, ORDER, OrderResult.Issued, now);
    now = now.plusSeconds(1);
  }

  @Test
  void certificatesOfAnyOwnerCount() {
    var ledger = start(NEVER);
    List.of("a", "b", "c", "d").forEach(owner -> issue(ledger, owner));

    assertThat(ledger.wouldExceed("e", ORDER)).isPresent();
    assertThat(ledger.begin("e", ORDER)).isPresent();
  }

  @Test
  void ordersThatRunCountToo() {
    var ledger = start(NEVER);
    List.of("a", "b", "c", "d").forEach(owner -> assertThat(ledger.begin(owner, ORDER)).isEmpty());

    assertThat(ledger.begin("e", ORDER)).isPresent();
    assertThat(ledger.wouldExceed("a", ORDER)).as("its own is counted already").isEmpty();
  }

  @Test
  void whatTheCARefusedToBeginCountsNot() {
    var ledger = start(NEVER);
    for (int i = 0; i < 400; i++) {
      assertThat(ledger.begin("a", ORDER)).isEmpty();
      ledger.refused("a");
    }

    assertThat(ledger.wouldExceed("b", ORDER)).isEmpty();
  }

  @Test
  void failuresCountAsSuchAndNotAsCertificates() {
    var ledger = start(NEVER);
    for (int i = 0; i < 4; i++) {
      assertThat(ledger.begin("a", ORDER)).isEmpty();
      ledger.ended("a", ORDER, OrderResult.Invalid, now);
    }
    assertThat(ledger.wouldExceed("a", ORDER).orElseThrow().message())
        .contains("5 failed validations of a.example.com in 1h");

    now = now.plus(Duration.ofMinutes(61));
    assertThat(ledger.wouldExceed("a", ORDER)).isEmpty();
  }

  @Test
  void anOrderThatIsLeftAloneCountsAsACertificate() {
    var ledger = start(NEVER);
    for (int i = 0; i < 4; i++) {
      assertThat(ledger.begin("a", ORDER)).isEmpty();
      ledger.abandon("a");
      now = now.plusSeconds(1);
    }

    assertThat(ledger.begin("b", ORDER)).isPresent();
  }

  @Test
  void oneStoppedProcessTellsTheNext() {
    try (var ledger = start(NEVER)) {
      List.of("a", "b", "c", "d").forEach(owner -> issue(ledger, owner));
    }

    assertThat(store.written).hasSize(1);
    assertThat(start(NEVER).wouldExceed("e", ORDER)).isPresent();
  }

  @Test
  void whatAKilledProcessHadNotWrittenIsRemembered() {
    for (int i = 0; i < 3; i++) {
      remember(Optional.of(OrderResult.Issued), "a" + i);
    }
    remember(Optional.empty(), "runs");

    var ledger = start(NEVER);

    assertThat(ledger.begin("e", ORDER)).isPresent();
    assertThat(ledger.wouldExceed("runs", ORDER)).isEmpty();
  }

  private void remember(Optional<OrderResult> result, String owner) {
    remembered.add(new RememberedOrder(owner, ORDER, result, now));
    now = now.plusSeconds(1);
  }

  @Test
  void whatWasWrittenAndIsRememberedTooCountsOnce() {
    var issuedAt = now;
    try (var ledger = start(NEVER)) {
      List.of("a", "b", "c").forEach(owner -> issue(ledger, owner));
    }
    now = issuedAt;
    List.of("a", "b", "c").forEach(owner -> remember(Optional.of(OrderResult.Issued), owner));

    assertThat(start(NEVER).begin("d", ORDER)).isEmpty();
  }

  @Test
  void aRestartWithNothingToCountReadsAndWritesNothing() {
    start(Duration.ZERO).close();

    assertThat(store.written).isEmpty();
  }

  @Test
  void manyOrdersAreOneWrite() {
    var ledger = start(Duration.ofSeconds(1));
    for (int i = 0; i < 100; i++) {
      issue(ledger, "a" + i, "host%d.example%d.com".formatted(i, i));
    }

    await().until(() -> !store.written.isEmpty());
    ledger.close();
    assertThat(store.written).hasSize(1);
  }

  private void issue(OrderLedger ledger, String owner, String name) {
    var intent = order(OrderLimits.LETS_ENCRYPT, Kind.FIRST, name);
    assertThat(ledger.begin(owner, intent)).isEmpty();
    ledger.ended(owner, intent, OrderResult.Issued, now);
  }

  @Test
  void aWriteThatFailsIsTriedAgain() {
    store.isDown = true;
    var ledger = start(Duration.ofMillis(10));
    issue(ledger, "a");
    store.isDown = false;

    await().until(() -> !store.written.isEmpty());
  }

  @Test
  void whatIsUsedIsToldOnceSomebodyOrders() {
    var ledger = start(NEVER);
    assertThat(ledger.used(ORDER)).isEmpty();

    ledger.begin("uid-1", ORDER);

    assertThat(ledger.used(ORDER).orElseThrow()).isPositive();
  }
}
