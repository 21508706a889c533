package dev.nodecert.operator.probe;

import dev.nodecert.operator.ip.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;

/** The name in a ClientHello (RFC 6066 section 3). */
final class ServerName {

  private static final String WILDCARD = "*.";
  private static final String ANY_LABEL = "nodecert-probe.";

  private ServerName() {}

  /** None for an address; one of the names that it covers for a wildcard. */
  static List<SNIServerName> of(String name) {
    if (IpAddress.parse(name).isPresent()) {
      return List.of();
    }
    var host = name.startsWith(WILDCARD) ? ANY_LABEL + name.substring(WILDCARD.length()) : name;
    try {
      return List.of(new SNIHostName(host.getBytes(StandardCharsets.US_ASCII)));
    } catch (IllegalArgumentException e) {
      return List.of(); // What is no host name cannot be asked for.
    }
  }
}
