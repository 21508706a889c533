package dev.nodecert.testenv;

import java.util.Optional;

/** Chooses what befalls the requests that go through a {@link FaultProxy}. */
@FunctionalInterface
public interface FaultPlan {

  /** Lets everything pass. */
  FaultPlan NONE = request -> Optional.empty();

  /** What befalls a request, asked once for each and before anything is forwarded. */
  Optional<Fault> faultFor(ProxiedRequest request);
}
