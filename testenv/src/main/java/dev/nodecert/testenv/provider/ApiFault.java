package dev.nodecert.testenv.provider;

import java.time.Duration;

/** How a provider fails. */
public sealed interface ApiFault {

  /** Answers with this status, in the provider's way. */
  record Status(int status) implements ApiFault {}

  /** Does as it is told, but answers only after this time, or when the stand-in recovers. */
  record Slow(Duration delay) implements ApiFault {}

  /** Does as it is told, and breaks the connection in the middle of its answer. */
  record CutBody() implements ApiFault {}
}
