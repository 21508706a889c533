package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.AuthoritativeDns;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The records of all running challenges, each at work in the background. */
public final class ChallengeRecords implements AutoCloseable {

  private final NameServerCheck nameServers;
  private final InstantSource clock;
  private final RecordNames names = new RecordNames();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ConcurrentMap<RecordKey, Presentation> presentations = new ConcurrentHashMap<>();
  private final ConcurrentMap<RecordKey, Withdrawal> withdrawals = new ConcurrentHashMap<>();

  /** Records that count once the zones' own name servers give them. */
  public ChallengeRecords(AuthoritativeDns dns, InstantSource clock) {
    this(new AuthoritativeCheck(dns, clock), clock);
  }

  ChallengeRecords(NameServerCheck nameServers, InstantSource clock) {
    this.nameServers = nameServers;
    this.clock = clock;
  }

  /**
   * Brings a record a step further towards every name server of its zone; never waits.
   *
   * @param wake runs when it is worth to ask again, maybe before this returns
   */
  public RecordState present(
      RecordKey key, DnsProvider provider, RecordCheck check, Runnable wake) {
    withdrawals.remove(key);
    var state =
        presentations
            .computeIfAbsent(
                key, _ -> new Presentation(key, provider, names, nameServers, executor, clock))
            .advance(check, wake);
    if (state instanceof RecordState.Failed) {
      presentations.remove(key);
    }
    return state;
  }

  /** Whether this process has set a record, or has begun to. */
  public boolean isKnown(RecordKey key) {
    return presentations.containsKey(key) || withdrawals.containsKey(key);
  }

  /**
   * Brings a record a step further out of its zone; never waits. That it is gone stays known until
   * it is forgotten or set again.
   */
  public RecordState remove(RecordKey key, DnsProvider provider, RecordCheck check, Runnable wake) {
    var presentation = presentations.get(key);
    if (presentation != null && presentation.isAtWork()) {
      return presentation.atWork();
    }
    var state =
        withdrawals
            .computeIfAbsent(key, _ -> new Withdrawal(key, nameServers, executor, clock))
            .advance(provider, check, wake);
    if (state instanceof RecordState.Done) {
      presentations.remove(key);
      names.release(key);
    }
    return state;
  }

  /** Knows no more of a record, whatever became of it. */
  public void forget(RecordKey key) {
    presentations.remove(key);
    withdrawals.remove(key);
    names.release(key);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
