package dev.nodecert.operator.dns;

import java.time.Duration;
import java.util.Optional;

public record UpdateServer(
    String host, int port, Optional<TsigKey> tsig, Duration ttl, Transport transport) {
  public enum Transport {
    UDP,
    TCP
  }
}
