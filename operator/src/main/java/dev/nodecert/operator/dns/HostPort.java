package dev.nodecert.operator.dns;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a name server listens.
 *
 * @param host an address or a name
 */
record HostPort(String host, int port) {

  static final int DNS_PORT = 53;

  private static final int LAST_PORT = 65_535;
  private static final Pattern SYNTAX =
      Pattern.compile(
          "(?:\\[(?<bracketed>[0-9A-Fa-f:.]+)]|(?<plain>[0-9A-Za-z._-]+))(?::(?<port>[0-9]{1,5}))?"
              + "|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^!-~]");

  /**
   * Reads {@code 192.0.2.53}, {@code ns1.example.com:5353} or {@code [2001:db8::53]:5353}; the port
   * is 53 where there is none.
   *
   * @throws DnsFailure when it is no such text
   */
  static HostPort parse(String text) {
    var parts = SYNTAX.matcher(text);
    if (!parts.matches()) {
      throw invalid(text);
    }
    var host =
        Stream.of("bracketed", "plain", "bare")
            .flatMap(group -> Stream.ofNullable(parts.group(group)))
            .findFirst()
            .orElseThrow();
    var port = parts.group("port") == null ? DNS_PORT : Integer.parseInt(parts.group("port"));
    if (port < 1 || port > LAST_PORT) {
      throw invalid(text);
    }
    return new HostPort(host, port);
  }

  private static DnsFailure invalid(String text) {
    return new DnsFailure(
        "DNSServerInvalid",
        "propagation.nameServers has %s, which is no address or name with a port from 1 to %d. Write it as 192.0.2.53, [2001:db8::53] or ns1.example.com:5353."
            .formatted(UNPRINTABLE.matcher(text).replaceAll("?"), LAST_PORT));
  }
}
