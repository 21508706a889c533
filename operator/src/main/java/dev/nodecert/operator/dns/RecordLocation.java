package dev.nodecert.operator.dns;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a record is served.
 *
 * @param name the record's
 * @param zone that it is in
 * @param servers of the zone that are asked, each over UDP and TCP
 * @param notAsked what of the zone's servers is left out, and why
 */
public record RecordLocation(
    String name, String zone, List<Server> servers, List<String> notAsked) {

  private static final int SHOWN = 3;

  public RecordLocation {
    servers = List.copyOf(servers);
    notAsked = List.copyOf(notAsked);
  }

  /** What is left out, as a sentence that follows others; empty where nothing is. */
  String remark() {
    if (notAsked.isEmpty()) {
      return "";
    }
    var shown = String.join(", ", notAsked.subList(0, Math.min(SHOWN, notAsked.size())));
    var more = notAsked.size() - SHOWN;
    return more > 0
        ? " Not asked: %s, and %d more.".formatted(shown, more)
        : " Not asked: %s.".formatted(shown);
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
