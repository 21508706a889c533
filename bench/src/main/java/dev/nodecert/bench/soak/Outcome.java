package dev.nodecert.bench.soak;

import dev.nodecert.bench.lab.Census;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a soak has shown.
 *
 * @param busy certificates that did not come to rest
 * @param secrets how many there are beside the certificates' own
 * @param census of the process at several moments
 */
record Outcome(
    int certificates,
    Watchman.Sight sight,
    OrdersAtCA orders,
    int kills,
    int ends,
    List<String> busy,
    List<String> texts,
    int secrets,
    Map<String, Census> census) {

  private static final double MOST_GROWTH = 1.5;
  private static final double MORE_MEBIBYTES = 8;
  private static final int MORE_THREADS = 40;

  Outcome {
    census = new LinkedHashMap<>(census);
  }

  /** What was expected and is not so. */
  List<String> broken() {
    var broken = new ArrayList<String>();
    if (sight.renewals() < certificates) {
      broken.add("Not every certificate was renewed.");
    }
    if (!sight.lapsed().isEmpty()) {
      broken.add("Certificates have expired in their Secrets: " + sight.lapsed());
    }
    if (!busy.isEmpty()) {
      broken.add("Certificates did not come to rest: " + busy);
    }
    if (!texts.isEmpty()) {
      broken.add("TXT records were left: " + texts);
    }
    if (secrets > 0) {
      broken.add(secrets + " Secrets were left beside those of the certificates.");
    }
    broken.addAll(growth(at("after the kills"), at("end")));
    return broken;
  }

  private Census at(String moment) {
    return Objects.requireNonNull(census.get(moment), moment);
  }

  private static List<String> growth(Census before, Census after) {
    var grown = new ArrayList<String>();
    if (after.heapMebibytes() > before.heapMebibytes() * MOST_GROWTH + MORE_MEBIBYTES) {
      grown.add("The heap grows.");
    }
    if (after.platformThreads() > before.platformThreads() + MORE_THREADS) {
      grown.add("Threads pile up.");
    }
    if (after.virtualThreads() > before.virtualThreads() + MORE_THREADS) {
      grown.add("Virtual threads pile up.");
    }
    if (after.openFiles() > before.openFiles() + MORE_THREADS) {
      grown.add("Files or connections stay open.");
    }
    return grown;
  }

  String text() {
    var text = new StringBuilder();
    line(text, "certificates", certificates);
    line(text, "renewals", sight.renewals());
    line(text, "failures", sight.failures());
    line(text, "least lifetime left", seconds(sight.leastLeft()));
    line(text, "expired in a Secret", sight.lapsed().size());
    line(text, "orders at the CA", orders.made());
    line(text, "  of them not finalized", orders.unfinished());
    line(text, "kills", kills);
    line(text, "ends by itself", ends);
    line(
        text,
        "left TXT, Secrets, orders",
        "%d, %d, %d".formatted(texts.size(), secrets, busy.size()));
    census.forEach((moment, seen) -> line(text, moment, row(seen)));
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-26s %s%n".formatted(name, value));
  }

  private static String row(Census seen) {
    return "heap %.1f MiB, %d threads, %d virtual, %d files, running for %s"
        .formatted(
            seen.heapMebibytes(),
            seen.platformThreads(),
            seen.virtualThreads(),
            seen.openFiles(),
            seconds(seen.age()));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
