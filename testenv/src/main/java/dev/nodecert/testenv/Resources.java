package dev.nodecert.testenv;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far, closed in reverse order. */
final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** Closes everything, also when something cannot be closed. */
  @Override
  public void close() {
    var failure = new IllegalStateException("The test environment could not be closed");
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
