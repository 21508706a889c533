package dev.nodecert.testenv;

import java.net.InetAddress;

/** Who may change a zone by dynamic update (RFC 2136). */
public sealed interface UpdatePolicy {

  /** Whoever signs with a {@link Bind#tsigKey} of the server. */
  record Signed() implements UpdatePolicy {}

  /** Whoever asks from an address, without a signature. */
  record From(InetAddress address) implements UpdatePolicy {}

  /** Nobody. */
  record Refused() implements UpdatePolicy {}
}
