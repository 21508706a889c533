package dev.nodecert.bench.soak;

import java.time.Duration;

/**
 * Something that befalls the operator for a while.
 *
 * @param pause until the next one
 */
record Disturbance(Kind kind, Duration length, Duration pause) {

  /** What it is. */
  enum Kind {
    /** The operator is killed, and started again afterwards. */
    KILL,
    /** Some of the CA's answers are wrong, late or lost. */
    CA_FAULTS,
    /** The CA cuts every connection. */
    CA_GONE,
    /** Some of the API server's answers are wrong, late or lost. */
    API_FAULTS,
    /** The API server cuts every connection. */
    API_GONE
  }
}
