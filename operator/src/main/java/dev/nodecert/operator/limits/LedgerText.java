package dev.nodecert.operator.limits;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tally as text: a line with the moment that it was made at, and one for each series with its
 * period in seconds, its first moment in seconds since 1970, how many seconds later each other one
 * came, and its name.
 *
 * @param at when it was complete
 */
record LedgerText(Instant at, Tally tally) {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerText.class);

  /** What to start with where nothing was written. */
  static LedgerText nothing() {
    return new LedgerText(Instant.EPOCH, new Tally());
  }

  static String write(Instant at, SortedMap<String, Series> series) {
    return series.entrySet().stream()
        .map(entry -> line(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("", at + "\n", ""));
  }

  private static String line(String name, Series series) {
    var moments = new StringBuilder();
    long former = 0;
    for (long moment : series.moments()) {
      moments.append(moments.isEmpty() ? "" : "+").append(moment - former);
      former = moment;
    }
    return "%d %s %s\n".formatted(series.period().toSeconds(), moments, name);
  }

  /** Reads what was written; what somebody has made of it since is left out. */
  static LedgerText parse(String text) {
    var lines = text.lines().toList();
    var tally = new Tally();
    lines.stream().skip(1).forEach(line -> parse(line, tally));
    return new LedgerText(
        lines.stream().findFirst().flatMap(LedgerText::moment).orElse(Instant.EPOCH), tally);
  }

  private static Optional<Instant> moment(String line) {
    try {
      return Optional.of(Instant.parse(line));
    } catch (DateTimeException e) {
      LOG.warn("the ledger does not say when it was written");
      return Optional.empty();
    }
  }

  private static void parse(String line, Tally tally) {
    var parts = line.split(" ", 3);
    try {
      tally.put(
          parts[2], new Series(Duration.ofSeconds(Integer.parseInt(parts[0])), moments(parts[1])));
    } catch (ArrayIndexOutOfBoundsException | NumberFormatException e) {
      LOG.warn("the ledger has a line that nobody reads", e);
    }
  }

  private static List<Long> moments(String text) {
    var moments = new ArrayList<Long>();
    long moment = 0;
    for (var step : text.split("\\+", -1)) {
      moment += Long.parseUnsignedLong(step);
      moments.add(moment);
    }
    return moments;
  }
}
