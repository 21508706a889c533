package dev.nodecert.bench.soak;

import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.ProxiedRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** Faults between the operator and its two servers. */
final class Weather {

  private static final List<Fault> FAULTS =
      Arrays.stream(Fault.values()).filter(fault -> !fault.isKill()).toList();

  private static final double SHARE = 0.3;

  /**
   * Pebble comes to a halt when two orders are made at the same moment: one holds an authorization
   * and wants its store, the other the store and wants that authorization.
   */
  private static final Duration BETWEEN_ORDERS = Duration.ofMillis(50);

  private final FaultProxy ca;
  private final FaultProxy api;
  private final RandomGenerator random;
  private final Object turn = new Object();

  Weather(FaultProxy ca, FaultProxy api, RandomGenerator random) {
    this.ca = ca;
    this.api = api;
    this.random = random;
  }

  /** Nothing befalls anybody. */
  void clear() {
    ca.follow(this::inTurn);
    api.follow(FaultPlan.NONE);
  }

  /** Lets a disturbance begin; a kill is not for the weather. */
  void begin(Disturbance.Kind kind) {
    switch (kind) {
      case CA_FAULTS -> ca.follow(request -> some().or(() -> inTurn(request)));
      case CA_GONE -> ca.follow(_ -> Optional.of(Fault.CUT_BEFORE));
      case API_FAULTS -> api.follow(_ -> some());
      case API_GONE -> api.follow(_ -> Optional.of(Fault.CUT_BEFORE));
      case KILL -> {}
    }
  }

  private Optional<Fault> some() {
    synchronized (random) {
      return random.nextDouble() < SHARE
          ? Optional.of(FAULTS.get(random.nextInt(FAULTS.size())))
          : Optional.empty();
    }
  }

  private Optional<Fault> inTurn(ProxiedRequest request) {
    if (OrdersAtCA.isNewOrder(request)) {
      synchronized (turn) {
        LockSupport.parkNanos(BETWEEN_ORDERS.toNanos());
      }
    }
    return Optional.empty();
  }
}
