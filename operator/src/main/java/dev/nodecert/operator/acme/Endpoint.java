package dev.nodecert.operator.acme;

/** What a request to the CA is for; known to whoever sends it, lost in its URL. */
final class Endpoint {

  private static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

  private Endpoint() {}

  /** An exchange with the CA. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws Exception;
  }

  static <T> T call(String endpoint, Call<T> exchange) {
    try {
      return ScopedValue.where(CURRENT, endpoint).call(exchange::run);
    } catch (Exception e) {
      throw AcmeFailures.of(e);
    }
  }

  static String current() {
    return CURRENT.orElse("other");
  }
}
