package dev.nodecert.gate;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/** Counts who comes. */
final class GateMetrics {

  private final MeterRegistry registry;

  GateMetrics(MeterRegistry registry, Supplier<Users> users, Sessions sessions) {
    this.registry = registry;
    registry.gauge("nodecert.gate.users", users, supplier -> supplier.get().size());
    registry.gauge("nodecert.gate.sessions", sessions, Sessions::size);
  }

  void asked(int status) {
    registry.counter("nodecert.gate.requests", "status", Integer.toString(status)).increment();
  }

  void tried(LoginResult result) {
    var name =
        switch (result) {
          case LoginResult.Admitted _ -> "admitted";
          case LoginResult.Refused _ -> "refused";
          case LoginResult.Delayed _ -> "delayed";
          case LoginResult.Busy _ -> "busy";
        };
    registry.counter("nodecert.gate.logins", "result", name).increment();
  }
}
