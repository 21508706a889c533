package dev.nodecert.operator;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Keeps a leader from acting when its Lease has run out. A process may stand still for a while, in
 * a paused virtual machine for example, and go on in the middle of an order before its election has
 * seen that another replica leads.
 */
public final class LeaseFence {

  private final Duration leaseDuration;
  private final LongSupplier nanoTime;
  private final Runnable onLost;
  private volatile long asked;
  private volatile OptionalLong heldUntil = OptionalLong.empty();

  /**
   * A fence for a process that does not lead yet.
   *
   * @param nanoTime a clock that goes on while the process stands still
   * @param onLost runs in place of whatever was to be done
   */
  public LeaseFence(Duration leaseDuration, LongSupplier nanoTime, Runnable onLost) {
    this.leaseDuration = leaseDuration;
    this.nanoTime = nanoTime;
    this.onLost = onLost;
  }

  /** The Lease is about to be asked for, or for longer. */
  void asking() {
    asked = nanoTime.getAsLong();
  }

  /** It was given. Others count from what they see later: our own count ends first. */
  void granted() {
    heldUntil = OptionalLong.of(asked + leaseDuration.toNanos());
  }

  /** To be asked before anything that only the leader does. */
  void require() {
    heldUntil.ifPresent(end -> {
      if (nanoTime.getAsLong() - end > 0) {
        onLost.run();
      }
    });
  }
}
