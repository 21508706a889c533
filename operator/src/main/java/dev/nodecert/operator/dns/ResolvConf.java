package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The machine's resolvers (resolv.conf(5)). Read anew each time: a few lines, which a kubelet or a
 * DHCP client may have changed since.
 */
record ResolvConf(Path file) {

  private static final Pattern NAME_SERVER = Pattern.compile("\\s*nameserver\\s+(\\S+).*");

  static ResolvConf ofMachine() {
    return new ResolvConf(Path.of("/etc/resolv.conf"));
  }

  /**
   * They, in their order.
   *
   * @throws DnsFailure when there is none
   */
  List<InetSocketAddress> servers() {
    var servers =
        lines().stream()
            .map(NAME_SERVER::matcher)
            .filter(line -> line.matches())
            .flatMap(line -> address(line.group(1)).stream())
            .map(address -> new InetSocketAddress(address, HostPort.DNS_PORT))
            .toList();
    if (servers.isEmpty()) {
      throw new DnsFailure(
          "DNSServerNotFound",
          "%s names no DNS resolver. Name one in the plugin's propagation.nameServers."
              .formatted(file));
    }
    return servers;
  }

  /** The file may hold anything, and be just being replaced. */
  private List<String> lines() {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  /** A zone identifier may be of an interface that is gone (RFC 4007 section 11). */
  private static Optional<InetAddress> address(String literal) {
    try {
      return Optional.of(InetAddress.ofLiteral(literal));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
