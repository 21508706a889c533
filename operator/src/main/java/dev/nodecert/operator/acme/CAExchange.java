package dev.nodecert.operator.acme;

import java.time.Duration;

/** Who is told of every request to a CA. */
@FunctionalInterface
public interface CAExchange {

  /** A request is about to be made. */
  default void begins() {}

  /**
   * A request was answered.
   *
   * @param endpoint the resource in RFC 8555's words: {@code newOrder}, {@code challenge}, …
   * @param status the HTTP status, 0 where there was no answer
   */
  void answered(String endpoint, int status, Duration duration);
}
