package dev.nodecert.operator.faults;

import java.time.Duration;

/**
 * Lets an operator end by several faults at once: each holds its request until the others have come
 * to theirs. So each cell loses its operator at its own request, and one start serves them all.
 */
final class JointDeath {

  /** The operator's clients wait longer for an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final Runnable kill;
  private int expected = 1;
  private int held;
  private int deaths;

  JointDeath(Runnable kill) {
    this.kill = kill;
  }

  /** From now on that many faults are waited for. */
  synchronized void expect(int faults) {
    expected = faults;
  }

  /** Returns when the operator has ended. */
  synchronized void join() {
    var death = deaths;
    var end = System.nanoTime() + LONGEST.toNanos();
    held++;
    try {
      while (deaths == death && held < expected && left(end) > 0) {
        wait(Math.max(1, left(end)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (deaths == death) {
      die();
    }
  }

  private static long left(long end) {
    return Duration.ofNanos(end - System.nanoTime()).toMillis();
  }

  /** Whether the operator has ended once. */
  synchronized boolean hasCome() {
    return deaths > 0;
  }

  private void die() {
    kill.run();
    expected = Math.max(1, expected - held);
    held = 0;
    deaths++;
    notifyAll();
  }
}
