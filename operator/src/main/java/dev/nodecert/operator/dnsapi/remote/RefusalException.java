package dev.nodecert.operator.dnsapi.remote;

/** What came cannot be used. */
final class RefusalException extends Exception {

  private final Answer.Reason reason;

  RefusalException(Answer.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  Answer.Refused answer() {
    return new Answer.Refused(reason, String.valueOf(getMessage()));
  }
}
