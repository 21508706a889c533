package dev.nodecert.operator.limits;

import java.time.Instant;
import java.util.List;

/** What the API server's objects remember of orders. */
@FunctionalInterface
public interface OrderMemory {

  /** The orders that run, and those that have ended at a moment or later. */
  List<RememberedOrder> since(Instant moment);
}
