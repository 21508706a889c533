package dev.nodecert.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * All that has been brought up. Closing it takes that down in reverse order; what comes later is
 * taken down at once.
 */
final class Stage implements AutoCloseable {

  private final Deque<AutoCloseable> props = new ArrayDeque<>();
  private boolean closed;

  synchronized <T extends AutoCloseable> T add(T prop) throws InterruptedException {
    props.push(prop);
    if (closed) {
      close();
      throw new InterruptedException("The stage is closed.");
    }
    return prop;
  }

  /** Returns once all is down, whoever began with it. */
  @Override
  public synchronized void close() {
    closed = true;
    // One who is interrupted cannot wait, and servers take a moment to end.
    var interrupted = Thread.interrupted();
    try {
      closeAll();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void closeAll() {
    var failure = new DemoFailure("Something could not be taken down.");
    while (!props.isEmpty()) {
      try {
        props.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
