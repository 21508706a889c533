package dev.nodecert.operator.probe;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** How many endpoints are looked at beside each other: so that no namespace holds up the others. */
final class ProbeSlots {

  private final int ofNamespace;
  private final Semaphore all;
  private final ConcurrentMap<String, Semaphore> namespaces = new ConcurrentHashMap<>();

  ProbeSlots(int all, int ofNamespace) {
    this.all = new Semaphore(all);
    this.ofNamespace = ofNamespace;
  }

  /** Does something in one of a namespace's slots, once one is free. */
  <T> T take(String namespace, Callable<T> work) throws Exception {
    var own = namespaces.computeIfAbsent(namespace, _ -> new Semaphore(ofNamespace));
    return in(own, () -> in(all, work));
  }

  private static <T> T in(Semaphore slots, Callable<T> work) throws Exception {
    slots.acquire();
    try {
      return work.call();
    } finally {
      slots.release();
    }
  }
}
