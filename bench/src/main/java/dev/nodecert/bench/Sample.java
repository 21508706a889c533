package dev.nodecert.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values of the same thing, measured several times. */
record Sample(List<Double> values) {

  private static final double NANOS_A_SECOND = 1e9;

  Sample {
    values = values.stream().sorted().toList();
  }

  /** Measures a number of times. */
  static Sample of(int times, Supplier<? extends Number> measurement) {
    return of(Stream.generate(measurement).limit(times));
  }

  /** Measures something of each of several things. */
  static <T> Sample of(List<T> things, Function<T, ? extends Number> measurement) {
    return of(things.stream().map(measurement));
  }

  private static Sample of(Stream<? extends Number> values) {
    return new Sample(values.map(Number::doubleValue).toList());
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_A_SECOND;
  }

  double median() {
    var middle = values.size() / 2;
    return values.size() % 2 == 1
        ? values.get(middle)
        : (values.get(middle - 1) + values.get(middle)) / 2;
  }

  double max() {
    return values.getLast();
  }
}
