package dev.nodecert.operator.dns;

import java.time.Duration;
import java.util.Optional;

/**
 * A name server that takes dynamic updates (RFC 2136).
 *
 * @param host its name or address
 * @param ttl of the records that it is given
 */
public record UpdateServer(
    String host, int port, Optional<TsigKey> tsig, Duration ttl, Transport transport) {

  /** How messages travel. */
  public enum Transport {
    /** UDP, and TCP where an answer does not fit. */
    UDP,
    TCP
  }
}
