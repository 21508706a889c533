package dev.nodecert.testenv;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Function;

/** What has been opened so far, closed in reverse order. */
final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /**
   * Opens something that consists of several resources.
   *
   * @param opener adds each resource that it has opened; when it fails, these are closed
   */
  static <T> T opening(Function<Resources, T> opener) {
    var resources = new Resources();
    try {
      return opener.apply(resources);
    } catch (RuntimeException e) {
      try (resources) {
        throw e;
      }
    }
  }

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
