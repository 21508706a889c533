package dev.nodecert.operator.acme;

import java.time.Instant;
import java.util.Optional;

/** What a request to the CA is for; known to whoever sends it, lost in its URL. */
final class Endpoint {

  private static final ScopedValue<Endpoint> CURRENT = ScopedValue.newInstance();

  private final String name;
  private Optional<Instant> retryAfter = Optional.empty();

  private Endpoint(String name) {
    this.name = name;
  }

  /** An exchange with the CA. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws Exception;
  }

  /** An exchange whose answer nobody needs. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  static void run(String endpoint, Action exchange) {
    call(
        endpoint,
        () -> {
          exchange.run();
          return exchange;
        });
  }

  static <T> T call(String endpoint, Call<T> exchange) {
    var current = new Endpoint(endpoint);
    try {
      return ScopedValue.where(CURRENT, current).call(exchange::run);
    } catch (Exception e) {
      throw AcmeFailures.of(e).withRetryAfter(current.retryAfter);
    }
  }

  static String current() {
    return CURRENT.isBound() ? CURRENT.get().name : "other";
  }

  /**
   * The server has answered.
   *
   * @param retryAfter when it asked to come back, if it did
   */
  static void answered(Optional<Instant> retryAfter) {
    if (CURRENT.isBound()) {
      CURRENT.get().retryAfter = retryAfter;
    }
  }
}
