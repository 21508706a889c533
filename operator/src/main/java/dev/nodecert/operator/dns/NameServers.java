package dev.nodecert.operator.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.xbill.DNS.ResolverConfig;

/**
 * The name servers by which zones are found.
 *
 * @param hostPorts each an address or name, with a port where it is not 53; those of the machine
 *     where empty
 */
public record NameServers(List<String> hostPorts) {

  static final int DNS_PORT = 53;

  private static final Pattern WITH_PORT = Pattern.compile("(\\[[^\\]]+]|[^:]+):([0-9]{1,5})");

  public NameServers {
    hostPorts = List.copyOf(hostPorts);
  }

  /** Those of a spec. */
  public static NameServers of(List<String> hostPorts) {
    return new NameServers(hostPorts);
  }

  /**
   * Where they are.
   *
   * @throws DnsFailure when one of them is a name that does not resolve
   */
  List<InetSocketAddress> addresses() {
    return hostPorts.isEmpty()
        ? ResolverConfig.getCurrentConfig().servers()
        : hostPorts.stream().flatMap(NameServers::addresses).toList();
  }

  private static Stream<InetSocketAddress> addresses(String hostPort) {
    var parts = WITH_PORT.matcher(hostPort);
    return parts.matches()
        ? resolve(parts.group(1), Integer.parseInt(parts.group(2)))
        : resolve(hostPort, DNS_PORT);
  }

  static Stream<InetSocketAddress> resolve(String host, int port) {
    try {
      var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return Stream.of(InetAddress.getAllByName(bare))
          .map(address -> new InetSocketAddress(address, port));
    } catch (UnknownHostException e) {
      throw new DnsFailure(
          "DNSServerNotFound", "The name server %s has no address.".formatted(host));
    }
  }
}
