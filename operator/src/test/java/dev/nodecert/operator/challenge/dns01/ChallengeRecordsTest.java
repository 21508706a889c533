package dev.nodecert.operator.challenge.dns01;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.dns.Propagation;
import dev.nodecert.operator.dns.TxtRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One record, step by step; the clock stands still unless the test moves it. */
class ChallengeRecordsTest {

  private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com", "one");
  private static final RecordKey KEY = new RecordKey("uid-1", "dns", RECORD);
  private static final RecordCheck AT_ONCE = check(Duration.ZERO);
  private static final RecordCheck UNSEEN =
      new RecordCheck(Duration.ZERO, Optional.empty(), Duration.ofMinutes(10));

  private static final String AWAY = "It does not answer.";

  private final Provider provider = new Provider();
  private final AtomicInteger woken = new AtomicInteger();
  private volatile Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private volatile Propagation seen = new Propagation.Complete();
  private volatile boolean absent;
  private final ChallengeRecords records = new ChallengeRecords(new NameServersOfTest(), () -> now);

  private final class NameServersOfTest implements NameServerCheck {
    @Override
    public Propagation look(TxtRecord record, NameServers via) {
      return seen;
    }

    @Override
    public boolean isAbsent(TxtRecord record, NameServers via) {
      return absent;
    }
  }

  private static final class Provider implements DnsProvider {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Optional<DnsFailure> failure = Optional.empty();
    private volatile boolean away;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Values values = Values.INDEPENDENT;

    @Override
    public Values values() {
      return values;
    }

    @Override
    public void add(TxtRecord record) throws InterruptedException, ProviderUnavailableException {
      call("add " + record.value());
    }

    @Override
    public void remove(TxtRecord record) throws InterruptedException, ProviderUnavailableException {
      call("remove " + record.value());
    }

    private void call(String call) throws InterruptedException, ProviderUnavailableException {
      gate.await();
      calls.add(call);
      if (away) {
        throw new ProviderUnavailableException(AWAY);
      }
      failure.ifPresent(f -> {
        throw f;
      });
    }
  }

  @AfterEach
  void close() {
    records.close();
  }

  @Test
  void aRecordStandsOnceItIsSetAndSeen() {
    awaitDone(AT_ONCE);

    assertThat(provider.calls).containsExactly("add one");
    assertThat(woken).hasValue(2);
  }

  @Test
  void whoAsksNeverWaits() {
    provider.gate = new CountDownLatch(1);

    assertThat(present(AT_ONCE)).isInstanceOf(RecordState.Pending.class);
    assertThat(present(AT_ONCE)).isInstanceOf(RecordState.Pending.class);
    assertThat(woken).hasValue(0);
    provider.gate.countDown();

    awaitDone(AT_ONCE);
    assertThat(provider.calls).containsExactly("add one");
  }

  @Test
  void theDelayIsAFloor() {
    await().until(() -> pending(check(Duration.ofMinutes(5))).lookAgain().equals(at("12:05:00")));

    now = at("12:05:00");

    awaitDone(check(Duration.ofMinutes(5)));
  }

  @Test
  void aZoneThatCannotBeSeenIsNotAskedFor() {
    seen = new Propagation.Incomplete("nobody is asked");

    awaitDone(UNSEEN);
  }

  @Test
  void theNameServersAreAskedAgainWithGrowingPauses() {
    seen = new Propagation.Incomplete("ns1 lacks it");
    await().until(() -> pending(AT_ONCE).waitingFor().equals("ns1 lacks it"));
    assertThat(pending(AT_ONCE).lookAgain()).isEqualTo(now.plusMillis(20));

    now = now.plusMillis(20);
    await().until(() -> pending(AT_ONCE).lookAgain().equals(now.plusMillis(40)));
    seen = new Propagation.Complete();
    now = now.plusMillis(40);

    awaitDone(AT_ONCE);
  }

  @Test
  void afterTheTimeOutTheNameServerIsToldAndAllBeginsAnew() {
    seen = new Propagation.Incomplete("ns1 lacks it");
    await().until(() -> pending(AT_ONCE).waitingFor().equals("ns1 lacks it"));

    now = now.plus(Duration.ofMinutes(10));

    assertThat(present(AT_ONCE))
        .isInstanceOfSatisfying(
            RecordState.Failed.class,
            failed -> {
              assertThat(failed.failure().type()).isEqualTo("DNSNotPropagated");
              assertThat(failed.failure().message()).isEqualTo("ns1 lacks it");
            });
    seen = new Propagation.Complete();
    awaitDone(AT_ONCE);
    assertThat(provider.calls).containsExactly("add one", "add one");
  }

  @Test
  void aProviderThatSaysNoHasFailed() {
    provider.failure = Optional.of(new DnsFailure("DNSRefused", "No."));

    await().until(() -> present(AT_ONCE) instanceof RecordState.Failed);

    provider.failure = Optional.empty();
    awaitDone(AT_ONCE);
  }

  @Test
  void aProviderThatIsAwayIsAskedAgainWithGrowingPauses() {
    provider.away = true;
    awaitPending(AWAY, Duration.ofMillis(50));
    assertThat(provider.calls).containsExactly("add one");

    now = now.plusMillis(50);
    awaitPending(AWAY, Duration.ofMillis(75));
    provider.gate = new CountDownLatch(1);
    now = now.plusMillis(75);
    assertThat(pending(AT_ONCE).waitingFor()).as("while it is asked").isEqualTo(AWAY);
    provider.away = false;
    provider.gate.countDown();

    awaitDone(AT_ONCE);
    assertThat(provider.calls).containsExactly("add one", "add one", "add one");
  }

  private void awaitPending(String why, Duration pause) {
    await().until(() -> pending(AT_ONCE).equals(new RecordState.Pending(why, now.plus(pause))));
  }

  @Test
  void aProviderThatStaysAwayHasFailed() {
    provider.away = true;
    awaitPending(AWAY, Duration.ofMillis(50));

    now = now.plus(Duration.ofMinutes(5));

    assertThat(present(AT_ONCE))
        .isInstanceOfSatisfying(
            RecordState.Failed.class,
            failed -> {
              assertThat(failed.failure().type()).isEqualTo("ProviderUnavailable");
              assertThat(failed.failure().message()).isEqualTo(AWAY);
            });
  }

  @Test
  void aCallThatTookLongIsNoLongAbsence() {
    provider.away = true;
    provider.gate = new CountDownLatch(1);
    assertThat(present(AT_ONCE)).isInstanceOf(RecordState.Pending.class);
    now = now.plus(Duration.ofMinutes(6));
    provider.gate.countDown();

    awaitPending(AWAY, Duration.ofMillis(50));
  }

  @Test
  void aRemovalWaitsForAProviderThatIsAway() {
    provider.away = true;
    absent = true; // It may be on its way: who removes it is not there.
    awaitRemoval(AWAY, Duration.ofMillis(50));
    now = now.plusMillis(50);
    awaitRemoval(AWAY, Duration.ofMillis(75));

    provider.away = false;
    now = now.plusMillis(75);

    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(provider.calls).hasSize(3);
  }

  private void awaitRemoval(String why, Duration pause) {
    await().until(() -> remove().equals(new RecordState.Pending(why, now.plus(pause))));
  }

  @Test
  void aRecordIsRemovedOnlyOnceItsSettingHasEnded() {
    provider.gate = new CountDownLatch(1);
    present(AT_ONCE);
    assertThat(remove()).isInstanceOf(RecordState.Pending.class);

    provider.gate.countDown();

    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(provider.calls).containsExactly("add one", "remove one");
  }

  @Test
  void thatARecordIsGoneIsKnownUntilItIsForgottenOrSetAgain() {
    awaitDone(AT_ONCE);
    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(remove()).isInstanceOf(RecordState.Done.class);
    assertThat(provider.calls).containsExactly("add one", "remove one");

    awaitDone(AT_ONCE);
    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(provider.calls).containsExactly("add one", "remove one", "add one", "remove one");

    records.forget(KEY);
    assertThat(records.isKnown(KEY)).isFalse();
  }

  @Test
  void aRemovalIsTriedUntilItIsDone() {
    provider.failure = Optional.of(new DnsFailure("DNSTimedOut", "Nobody answers."));
    await()
        .until(() ->
            remove() instanceof RecordState.Pending(var why, var next)
                && why.equals("Nobody answers.")
                && next.equals(now.plusSeconds(5)));
    assertThat(provider.calls).hasSize(1);

    now = now.plusSeconds(5);
    awaitRemoval("Nobody answers.", Duration.ofSeconds(20));
    provider.failure = Optional.empty();
    now = now.plusSeconds(20);

    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(provider.calls).hasSize(3);
  }

  @Test
  void whatNoNameServerGivesIsGoneWhateverItsProviderSays() {
    provider.failure = Optional.of(new DnsFailure("ProviderFailed", "There is no such record."));
    absent = true;

    await().until(() -> remove() instanceof RecordState.Done);
    assertThat(provider.calls).hasSize(1);
  }

  @Test
  void valuesOfOneNameLiveSideBySide() {
    awaitDone(AT_ONCE);
    var other = new RecordKey("uid-2", "dns", new TxtRecord(RECORD.name(), "two"));

    await()
        .until(
            () -> records.present(other, provider, AT_ONCE, () -> {}) instanceof RecordState.Done);
  }

  @Test
  void whereAProviderTreatsThemTogetherOneHolderWaitsForTheOther() {
    provider.values = DnsProvider.Values.TOGETHER;
    var wildcard = new RecordKey("uid-1", "dns", new TxtRecord(RECORD.name(), "wildcard"));
    var other = new RecordKey("uid-2", "dns", new TxtRecord(RECORD.name(), "two"));
    var otherWoken = new AtomicInteger();
    awaitDone(AT_ONCE);
    await()
        .until(() ->
            records.present(wildcard, provider, AT_ONCE, () -> {}) instanceof RecordState.Done);

    records.present(other, provider, AT_ONCE, otherWoken::incrementAndGet);
    await().until(() -> remove() instanceof RecordState.Done);
    records.present(other, provider, AT_ONCE, otherWoken::incrementAndGet);
    assertThat(provider.calls).doesNotContain("add two");

    await()
        .until(() ->
            records.remove(wildcard, provider, AT_ONCE, () -> {}) instanceof RecordState.Done);
    assertThat(otherWoken).hasPositiveValue();
    await()
        .until(
            () -> records.present(other, provider, AT_ONCE, () -> {}) instanceof RecordState.Done);
  }

  private RecordState present(RecordCheck check) {
    return records.present(KEY, provider, check, woken::incrementAndGet);
  }

  private RecordState.Pending pending(RecordCheck check) {
    return (RecordState.Pending) present(check);
  }

  private RecordState remove() {
    return records.remove(KEY, provider, AT_ONCE, () -> {});
  }

  private void awaitDone(RecordCheck check) {
    await().until(() -> present(check) instanceof RecordState.Done);
  }

  private static RecordCheck check(Duration delay) {
    return new RecordCheck(delay, Optional.of(NameServers.of(List.of())), Duration.ofMinutes(10));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-24T" + time + "Z");
  }
}
