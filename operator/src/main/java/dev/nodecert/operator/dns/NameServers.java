package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * The name servers by which zones are found.
 *
 * @param hostPorts each an address or name, with a port where it is not 53; those of the machine
 *     where empty
 */
public record NameServers(List<String> hostPorts) {

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
   * @throws DnsFailure when one of them is none, or a name that does not resolve, or there are none
   */
  List<InetSocketAddress> addresses() {
    if (hostPorts.isEmpty()) {
      return ResolvConf.ofMachine().servers();
    }
    var hosts = HostAddresses.ofMachine();
    return hostPorts.stream()
        .map(HostPort::parse)
        .flatMap(server -> hosts.of(server).stream())
        .toList();
  }
}
