package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApiTraits;
import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CallLocksTest {

  private static final String RECORD = "_acme-challenge.example.com";

  @Test
  void whatWaitsForWhatIsUpToTheScript() {
    assertThat(CallLocks.subject("dns", api(Trait.SHARES_RECORD_SETS), RECORD)).isEmpty();
    assertThat(CallLocks.subject("dns", api(Trait.MERGES_RECORD_SETS), RECORD))
        .isEqualTo(CallLocks.subject("dns", api(Trait.KEEPS_STATE), RECORD))
        .isNotEqualTo(CallLocks.subject("dns", api(Trait.KEEPS_STATE), "other.example.com"))
        .isPresent();
    assertThat(CallLocks.subject("dns", api(Trait.MERGES_ZONES), RECORD))
        .isEqualTo(Optional.of("dns"));
  }

  @Test
  void aCallForTheSameNameWaitsForItsTurn() throws Exception {
    var locks = new CallLocks();
    var gate = new CountDownLatch(1);
    var first = call(locks, "first", gate);
    await().until(() -> gate.getCount() == 1 && first.thread().isAlive());
    var second = call(locks, "second", new CountDownLatch(0));
    await().until(() -> second.thread().getState() == Thread.State.WAITING);
    assertThat(second.result().isDone()).isFalse();

    gate.countDown();

    assertThat(first.result().get(30, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(second.result().get(30, TimeUnit.SECONDS)).isEqualTo("second");
  }

  private record Running(Thread thread, FutureTask<String> result) {}

  private static Running call(CallLocks locks, String name, CountDownLatch gate)
      throws InterruptedException {
    var inside = new CountDownLatch(1);
    var result =
        new FutureTask<>(() ->
            locks.run(
                "dns",
                api(Trait.KEEPS_STATE),
                RECORD,
                () -> {
                  inside.countDown();
                  gate.await();
                  return name;
                }));
    var thread = Thread.ofVirtual().start(result);
    if (gate.getCount() > 0) {
      inside.await();
    }
    return new Running(thread, result);
  }

  private static DnsApi api(Trait trait) {
    return new DnsApi(
        "test",
        "Test",
        "",
        "",
        List.of(),
        List.of(),
        new DnsApiTraits(Set.of(trait), List.of(), List.of()),
        Set.of(),
        List.of());
  }
}
