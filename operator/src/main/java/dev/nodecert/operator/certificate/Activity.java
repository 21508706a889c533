package dev.nodecert.operator.certificate;

import java.util.Locale;

/** What the operator is doing about a NodeCertificate, as its conditions tell it. */
sealed interface Activity {

  /** Nothing is to be done. */
  record Resting() implements Activity {}

  /** A Kubernetes object must be changed first. */
  record Stalled(Finding why) implements Activity {}

  /** Another object's change is waited for. */
  record Awaiting(Finding why) implements Activity {}

  /** An order runs. */
  record Ordering(String message) implements Activity {}

  /** The last try failed, the next one is set. */
  record Failing(String type, String message) implements Activity {
    /** The problem's type as a condition's reason. */
    String reason() {
      return type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
    }
  }
}
