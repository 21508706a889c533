package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a record is served.
 *
 * @param name the record's
 * @param zone that it is in
 * @param servers of the zone, as many as are asked: 32 at the most, each over UDP and TCP
 */
public record RecordLocation(String name, String zone, List<Server> servers) {

  private static final int MAX_SERVERS = 32;

  public RecordLocation {
    servers = servers.stream().limit(MAX_SERVERS).toList();
  }

  /**
   * A name server of a zone.
   *
   * @param host its name
   */
  public record Server(String host, InetSocketAddress address) {
    @Override
    public String toString() {
      return "%s (%s)".formatted(host, address.getAddress().getHostAddress());
    }
  }
}
