package dev.nodecert.testenv.provider;

/** A request that the provider does not accept. */
final class ApiRefusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;

  /**
   * @param reason as the provider words it, where programs look for that
   */
  ApiRefusal(int status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }
}
