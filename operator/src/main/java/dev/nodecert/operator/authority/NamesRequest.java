package dev.nodecert.operator.authority;

import dev.nodecert.operator.ip.IpAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that someone wants a certificate for.
 *
 * @param names domain names and addresses that are wanted beside the node's own
 */
public record NamesRequest(String namespace, String nodeName, Set<String> names) {

  public NamesRequest {
    nodeName = nodeName.toLowerCase(Locale.ROOT);
    names =
        names.stream()
            .map(name -> IpAddress.canonical(name.toLowerCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
  }
}
