package dev.nodecert.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** All that has been brought up. Closing it takes that down in reverse order, whatever happens. */
final class Stage implements AutoCloseable {

  private final Deque<AutoCloseable> props = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T prop) {
    props.push(prop);
    return prop;
  }

  @Override
  public void close() {
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
