package dev.nodecert.operator.dns;

import java.util.List;

public record NameServers(List<String> hostPorts) {
  public static NameServers of(List<String> l) {
    return new NameServers(l);
  }
}
