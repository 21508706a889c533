package dev.nodecert.operator.certificate;

import dev.nodecert.operator.limits.LimitExceeded;
import java.util.Optional;

/** What an order for what was seen would exceed; empty where it may be made. */
@FunctionalInterface
interface OrderAllowance {
  Optional<LimitExceeded> exceededBy(Observation o);
}
