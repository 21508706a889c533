package dev.nodecert.operator.plugin;

import dev.nodecert.operator.dnsapi.DnsApi;
import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import dev.nodecert.operator.dnsapi.ScriptsUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Lets calls of scripts follow one another where they would undo each other: a script that reads
 * all values, or a whole zone, and writes them back must be alone meanwhile.
 */
final class CallLocks {

  /** More than scripts may run at once; two names that share one only wait in vain. */
  private static final int LOCKS = 64;

  private final List<ReentrantLock> locks =
      Stream.generate(() -> new ReentrantLock(true)).limit(LOCKS).toList();

  /** A call that others may have to wait for. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws InterruptedException, ScriptsUnavailableException;
  }

  /** Runs a call when its turn has come. */
  <T> T run(String plugin, DnsApi api, String recordName, Call<T> call)
      throws InterruptedException, ScriptsUnavailableException {
    var subject = subject(plugin, api, recordName);
    return subject.isEmpty() ? call.run() : alone(subject.get(), call);
  }

  private <T> T alone(String subject, Call<T> call)
      throws InterruptedException, ScriptsUnavailableException {
    var lock = locks.get(Math.floorMod(subject.hashCode(), LOCKS));
    lock.lockInterruptibly();
    try {
      return call.run();
    } finally {
      lock.unlock();
    }
  }

  /** Which zone a record is in only its provider knows: all of a plugin's wait for each other. */
  static Optional<String> subject(String plugin, DnsApi api, String recordName) {
    if (api.traits().has(Trait.SHARES_RECORD_SETS)) {
      return Optional.empty();
    }
    return Optional.of(api.traits().has(Trait.MERGES_ZONES) ? plugin : plugin + "/" + recordName);
  }
}
