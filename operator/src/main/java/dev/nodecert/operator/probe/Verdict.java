package dev.nodecert.operator.probe;

import dev.nodecert.api.v1alpha1.ConditionStatus;

/** What the condition Served says. */
public record Verdict(ConditionStatus status, String reason, String message) {

  private static final String PROBING = "Probing";

  /**
   * For a certificate that has just come into the Secret: said with the write that tells of it, so
   * that what follows is one write more.
   */
  public static Verdict probing() {
    return new Verdict(
        ConditionStatus.UNKNOWN,
        PROBING,
        "The Secret has changed. The proxy may need a minute or two until it serves what is in it.");
  }
}
