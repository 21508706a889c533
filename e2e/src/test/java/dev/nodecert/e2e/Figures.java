package dev.nodecert.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What was measured, for people; printed when all tests are done. */
final class Figures {

  private record Figure(String name, String value) {}

  private final List<Figure> figures = new ArrayList<>();

  void add(String name, String value) {
    figures.add(new Figure(name, value));
  }

  void add(String name, Duration duration) {
    add(name, String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0));
  }

  /** Does something and notes how long it takes. */
  void time(String name, Runnable step) {
    var begin = System.nanoTime();
    step.run();
    add(name, Duration.ofNanos(System.nanoTime() - begin));
  }

  /** Waits for something, which may fail until then, and notes how long that takes. */
  void timeUntil(String name, Duration atMost, Callable<Boolean> condition) {
    add(name, await(name, atMost, condition));
  }

  /** Waits for something, which may fail until then; how long that takes. */
  static Duration await(String name, Duration atMost, Callable<Boolean> condition) {
    var begin = System.nanoTime();
    Awaitility.await(name)
        .atMost(atMost)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(condition);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  @Override
  public String toString() {
    var width = figures.stream().mapToInt(it -> it.name().length()).max().orElse(0);
    var text = new StringBuilder("Figures:\n");
    for (var figure : figures) {
      text.append("  ").append(figure.name());
      text.repeat(' ', width - figure.name().length() + 2);
      text.append(figure.value()).append('\n');
    }
    return text.toString();
  }
}
