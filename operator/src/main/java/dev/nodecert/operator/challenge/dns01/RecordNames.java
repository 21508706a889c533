package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.challenge.dns01.DnsProvider.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who has records at which name. Where a provider treats a name's values together, one holder's
 * removal would take away what another's challenge still needs: there one waits for the other.
 */
final class RecordNames {

  /** Guarded by this. */
  private final Map<String, Tenancy> byName = new HashMap<>();

  private static final class Tenancy {
    private final Set<RecordKey> records = new HashSet<>();
    private final Map<String, Runnable> waiting = new HashMap<>();
    private Values values = Values.INDEPENDENT;

    boolean admits(RecordKey key, Values wanted) {
      return (wanted == Values.INDEPENDENT && values == Values.INDEPENDENT)
          || records.stream().allMatch(present -> present.holder().equals(key.holder()));
    }
  }

  /**
   * Takes a record's name for its holder.
   *
   * @param whenFree runs once, when it is worth to try again
   * @return whether the holder has it
   */
  synchronized boolean acquire(RecordKey key, Values values, Runnable whenFree) {
    var tenancy = byName.computeIfAbsent(key.record().name(), _ -> new Tenancy());
    if (tenancy.admits(key, values)) {
      tenancy.records.add(key);
      tenancy.values = values;
      return true;
    }
    tenancy.waiting.put(key.holder(), whenFree);
    return false;
  }

  void release(RecordKey key) {
    free(key).forEach(Runnable::run);
  }

  private synchronized List<Runnable> free(RecordKey key) {
    var tenancy = byName.get(key.record().name());
    if (tenancy == null || !tenancy.records.remove(key)) {
      return List.of();
    }
    var woken = List.copyOf(tenancy.waiting.values());
    tenancy.waiting.clear();
    if (tenancy.records.isEmpty()) {
      byName.remove(key.record().name());
    }
    return woken;
  }
}
