package dev.nodecert.bench;

import java.util.Optional;

/**
 * Something measured.
 *
 * @param name as in {@code figures.jsonl}: lower case letters, digits and underscores
 * @param goal what it should be, where that was agreed
 */
record Figure(String name, double value, String unit, Optional<Goal> goal) {

  /** A figure that is only looked at. */
  static Figure of(String name, Number value, String unit) {
    return new Figure(name, value.doubleValue(), unit, Optional.empty());
  }

  Figure atMost(double bound) {
    return new Figure(name, value, unit, Optional.of(new Goal.AtMost(bound)));
  }

  Figure atLeast(double bound) {
    return new Figure(name, value, unit, Optional.of(new Goal.AtLeast(bound)));
  }
}
