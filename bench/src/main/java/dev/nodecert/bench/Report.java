package dev.nodecert.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures for people, and for other programs. */
record Report(List<Figure> figures) {

  private static final String ROW = "%-32s %10s  %-16s %9s  %s";
  private static final MathContext THREE_DIGITS = new MathContext(3);
  private static final int THREE_DIGITS_AND_MORE = 100;

  /** A line for each figure, below a heading. */
  String table() {
    var table = new StringBuilder(ROW.formatted("figure", "value", "unit", "goal", "ok?"));
    figures.forEach(figure -> table.append(System.lineSeparator()).append(row(figure)));
    return table.toString();
  }

  private static String row(Figure figure) {
    return ROW.formatted(
            figure.name(),
            number(figure.value()),
            figure.unit(),
            figure.goal().map(Report::text).orElse(""),
            figure.goal().map(goal -> goal.isMetBy(figure.value()) ? "yes" : "NO").orElse(""))
        .stripTrailing();
  }

  private static String text(Goal goal) {
    return switch (goal) {
      case Goal.AtMost(var bound) -> "<= " + number(bound);
      case Goal.AtLeast(var bound) -> ">= " + number(bound);
    };
  }

  private static String number(double value) {
    var exact = BigDecimal.valueOf(value);
    var rounded =
        Math.abs(value) < THREE_DIGITS_AND_MORE
            ? exact.round(THREE_DIGITS)
            : BigDecimal.valueOf(Math.round(value));
    return rounded.stripTrailingZeros().toPlainString();
  }

  /** Writes {@code {"figure": …, "value": …, "unit": …}} for each figure. */
  void write(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, figures.stream().map(Report::json).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Figure figure) {
    return "{\"figure\": \"%s\", \"value\": %s, \"unit\": \"%s\"}"
        .formatted(figure.name(), number(figure.value()), figure.unit());
  }
}
