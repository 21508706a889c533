package dev.nodecert.operator.probe;

import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;

/** How many endpoints are looked at beside each other: so that no namespace holds up the others. */
final class ProbeSlots {

  private final int ofNamespace;
  private final Semaphore all;
  private final ConcurrentMap<String, Share> namespaces = new ConcurrentHashMap<>();

  ProbeSlots(int all, int ofNamespace) {
    this.all = new Semaphore(all);
    this.ofNamespace = ofNamespace;
  }

  /** Does something in one of a namespace's slots, once one is free. */
  <T> T take(String namespace, Callable<T> work) throws Exception {
    var own = namespaces.merge(namespace, new Share(new Semaphore(ofNamespace), 1), Share::plus);
    try {
      return in(own.slots(), () -> in(all, work));
    } finally {
      namespaces.computeIfPresent(
          namespace, (_, share) -> share.users() == 1 ? null : share.less());
    }
  }

  /** How many namespaces are remembered: those that use a slot, or wait for one. */
  int size() {
    return namespaces.size();
  }

  private record Share(Semaphore slots, int users) {

    Share plus(Share one) {
      return new Share(slots, users + one.users);
    }

    Share less() {
      return new Share(slots, users - 1);
    }
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
