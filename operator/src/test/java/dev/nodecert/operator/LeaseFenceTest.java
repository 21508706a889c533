package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseFenceTest {

  private static final Duration LEASE = Duration.ofSeconds(15);

  /** Its number may overflow, as System.nanoTime's may. */
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);

  private final AtomicInteger stops = new AtomicInteger();
  private final LeaseFence fence = new LeaseFence(LEASE, now::get, stops::incrementAndGet);

  @Test
  void aReplicaThatHasNeverLedIsNotStopped() {
    fence.asking();
    after(Duration.ofDays(1));
    fence.require();

    assertThat(stops).hasValue(0);
  }

  @Test
  void aLeaderActsWhileItsLeaseRuns() {
    renew();
    after(LEASE);
    fence.require();

    assertThat(stops).hasValue(0);
  }

  @Test
  void aLeaderWhoseLeaseHasRunOutIsStopped() {
    renew();
    after(LEASE.plusNanos(1));
    fence.require();

    assertThat(stops).hasValue(1);
  }

  @Test
  void aLeaseRunsFromWhenItWasAskedFor() {
    fence.asking();
    after(Duration.ofSeconds(1));
    fence.granted();
    after(LEASE.minusMillis(500));
    fence.require();

    assertThat(stops).hasValue(1);
  }

  @Test
  void eachRenewalProlongsTheLease() {
    renew();
    after(Duration.ofSeconds(10));
    renew();
    after(Duration.ofSeconds(10));
    fence.require();

    assertThat(stops).hasValue(0);
  }

  @Test
  void aRenewalThatIsNotGrantedProlongsNothing() {
    renew();
    after(Duration.ofSeconds(10));
    fence.asking();
    after(Duration.ofSeconds(10));
    fence.require();

    assertThat(stops).hasValue(1);
  }

  private void renew() {
    fence.asking();
    fence.granted();
  }

  private void after(Duration duration) {
    now.addAndGet(duration.toNanos());
  }
}
