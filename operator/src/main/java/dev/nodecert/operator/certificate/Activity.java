package dev.nodecert.operator.certificate;

import java.util.Locale;

/** What the operator is doing about a NodeCertificate, as its conditions tell it. */
sealed interface Activity {

  /** Nothing is to be done. */
  record Resting() implements Activity {}

  /** Nothing is done while spec says so. */
  record Suspended() implements Activity {}

  /** A Kubernetes object must be changed first. */
  record Stalled(Finding why) implements Activity {}

  /** Another object's change is waited for. */
  record Awaiting(Finding why) implements Activity {}

  /** An order runs. */
  record Ordering(String message) implements Activity {}

  /** The last try failed, the next one is set. */
  record Failing(String type, String message) implements Activity {
    /** The problem's type as a condition's reason; a CA may have types of its own. */
    String reason() {
      var letters = type.replaceAll("[^A-Za-z0-9]", "").replaceFirst("^[0-9]+", "");
      return letters.isEmpty()
          ? "Failed"
          : letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
    }
  }
}
