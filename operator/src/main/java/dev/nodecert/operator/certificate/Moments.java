package dev.nodecert.operator.certificate;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Which of the moments to look again comes first. */
final class Moments {

  private Moments() {}

  /** The earlier of two, as far as there are two. */
  static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
    return Stream.of(one, other).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }
}
