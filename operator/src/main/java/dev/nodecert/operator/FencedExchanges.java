package dev.nodecert.operator;

import dev.nodecert.operator.acme.CAExchange;
import java.time.Duration;

/** Only the leader asks a CA. */
record FencedExchanges(LeaseFence fence, CAExchange told) implements CAExchange {
  @Override
  public void begins() {
    fence.require();
  }

  @Override
  public void answered(String endpoint, int status, Duration duration) {
    told.answered(endpoint, status, duration);
  }
}
