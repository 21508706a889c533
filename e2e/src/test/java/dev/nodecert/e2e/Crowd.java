package dev.nodecert.e2e;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Visitors who request a page again and again over connections that they keep, until it is closed.
 */
final class Crowd implements AutoCloseable {

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answers = new AtomicInteger();
  private final AtomicInteger repetitions = new AtomicInteger();
  private final ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean leaving;

  Crowd(String uri, int size) {
    IntStream.range(0, size).forEach(_ -> visitors.execute(() -> visit(uri)));
  }

  private void visit(String uri) {
    var visitor = Visitor.stranger();
    while (!leaving) {
      try {
        count(request(visitor, uri));
      } catch (UncheckedIOException e) {
        failures.add(String.valueOf(e.getCause()));
      }
    }
  }

  /**
   * As browsers do: a request that meets the end of a connection that was kept is repeated over
   * another one (RFC 9112 section 9.3.1, RFC 9113 section 6.8).
   */
  private HttpResponse<String> request(Visitor visitor, String uri) {
    try {
      return visitor.get(uri);
    } catch (UncheckedIOException _) {
      repetitions.incrementAndGet();
      return visitor.get(uri);
    }
  }

  private void count(HttpResponse<String> answer) {
    if (answer.statusCode() == 200) {
      answers.incrementAndGet();
    } else {
      failures.add(String.valueOf(answer.statusCode()));
    }
  }

  int answers() {
    return answers.get();
  }

  int repetitions() {
    return repetitions.get();
  }

  /** What was no answer, or not the page. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Waits until all are gone. */
  void leave() {
    leaving = true;
    visitors.close();
  }

  @Override
  public void close() {
    leave();
  }
}
