package dev.nodecert.testenv;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** One fault for one request, and nothing else in the whole course of requests. */
public final class SingleFault implements FaultPlan {

  private final Function<ProxiedRequest, Optional<String>> naming;
  private final Occasion occasion;
  private final Fault fault;
  private final Occasions occasions = new Occasions();
  private final AtomicBoolean struck = new AtomicBoolean();

  /**
   * A fault that has yet to come.
   *
   * @param naming names the requests that count
   * @param occasion which of them the fault befalls
   */
  public SingleFault(
      Function<ProxiedRequest, Optional<String>> naming, Occasion occasion, Fault fault) {
    this.naming = naming;
    this.occasion = occasion;
    this.fault = fault;
  }

  @Override
  public Optional<Fault> faultFor(ProxiedRequest request) {
    return naming
        .apply(request)
        .map(occasions::count)
        .filter(occasion::equals)
        .filter(_ -> struck.compareAndSet(false, true))
        .map(_ -> fault);
  }

  /** Whether the request has come that the fault was for. */
  public boolean hasStruck() {
    return struck.get();
  }
}
