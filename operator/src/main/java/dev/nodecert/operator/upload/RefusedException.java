package dev.nodecert.operator.upload;

import java.time.Instant;
import java.util.Optional;

/** An upload cannot be used. Without a cause, which might repeat what was uploaded. */
final class RefusedException extends Exception {

  private final transient Verdict.Refused verdict;

  private RefusedException(Verdict.Refused verdict) {
    super(verdict.message());
    this.verdict = verdict;
  }

  RefusedException(String reason, String message) {
    this(new Verdict.Refused(reason, message, Optional.empty()));
  }

  /** For what is right from a moment on. */
  static RefusedException until(Instant from, String reason, String message) {
    return new RefusedException(new Verdict.Refused(reason, message, Optional.of(from)));
  }

  Verdict.Refused verdict() {
    return verdict;
  }
}
