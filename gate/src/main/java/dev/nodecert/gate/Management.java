package dev.nodecert.gate;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What probes and Prometheus are answered with, at an address that no browser reaches. */
final class Management {

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final BooleanSupplier ready;
  private final Supplier<String> metrics;

  /**
   * Of a gate.
   *
   * @param ready whether anybody can log in
   * @param metrics in Prometheus's text format
   */
  Management(BooleanSupplier ready, Supplier<String> metrics) {
    this.ready = ready;
    this.metrics = metrics;
  }

  Answer answer(Request request) {
    return switch (request.path()) {
      case "/healthz" -> text(OK, "ok\n");
      case "/readyz" ->
          ready.getAsBoolean()
              ? text(OK, "ok\n")
              : text(UNAVAILABLE, "the users' file tells no users\n");
      case "/metrics" -> text(OK, metrics.get());
      default -> Answer.of(NOT_FOUND);
    };
  }

  private static Answer text(int status, String text) {
    return new Answer(
        status, Map.of("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), text);
  }
}
