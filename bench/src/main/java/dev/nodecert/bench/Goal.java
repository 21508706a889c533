package dev.nodecert.bench;

/** What a figure should be. */
sealed interface Goal {

  boolean isMetBy(double value);

  double bound();

  /** Less is better. */
  record AtMost(double bound) implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return value <= bound;
    }
  }

  /** More is better. */
  record AtLeast(double bound) implements Goal {
    @Override
    public boolean isMetBy(double value) {
      return value >= bound;
    }
  }
}
