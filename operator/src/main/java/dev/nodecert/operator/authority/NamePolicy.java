package dev.nodecert.operator.authority;

import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which names the CA signs for whom. */
public final class NamePolicy {

  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");
  private static final List<IpRange> LOOPBACK =
      List.of("127.0.0.0/8", "::1/128").stream()
          .flatMap(range -> IpRange.parse(range).stream())
          .toList();

  private final List<NameGrant> grants;

  /** A policy that grants what is free, and this. */
  public NamePolicy(List<NameGrant> grants) {
    this.grants = List.copyOf(grants);
  }

  /**
   * Decides on a request.
   *
   * @param grantedElsewhere names that somebody else grants to the namespace, as an account does
   * @param ca whose certificate may have constraints
   */
  public GrantedNames decide(
      NamesRequest request, Predicate<String> grantedElsewhere, AuthorityMaterial ca) {
    Predicate<String> isGranted =
        name ->
            isName(name)
                && (isFree(name, request.namespace())
                    || isGranted(name, request.namespace())
                    || grantedElsewhere.test(name));
    var granted = new TreeSet<>(LOCAL);
    granted.add("%s.%s.svc".formatted(request.nodeName(), request.namespace()));
    // Wanted always, as in Proxmox, but nobody asked for it by name: it is not missed.
    granted.add(request.nodeName());
    granted.addAll(request.names());
    granted.removeIf(isGranted.negate());
    var notGranted = new TreeSet<>(request.names());
    notGranted.removeAll(granted);
    var notPermitted = new TreeSet<>(granted);
    notPermitted.removeIf(ca.constraints()::permits);
    granted.removeAll(notPermitted);
    notPermitted.retainAll(request.names());
    return new GrantedNames(granted, notGranted, notPermitted);
  }

  private static boolean isName(String text) {
    return IpAddress.parse(text).isPresent() || DnsName.isHostOrWildcard(text);
  }

  private static boolean isFree(String name, String namespace) {
    return IpAddress.parse(name)
        .map(address -> LOOPBACK.stream().anyMatch(range -> range.contains(address)))
        .orElseGet(() -> name.equals("localhost") || name.endsWith("." + namespace + ".svc"));
  }

  private boolean isGranted(String name, String namespace) {
    return grants.stream().anyMatch(grant -> grant.covers(namespace, name));
  }
}
