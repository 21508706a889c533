package dev.nodecert.operator.probe;

import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import dev.nodecert.operator.ip.SpecialAddresses;
import java.util.List;

/**
 * Which addresses are connected to. An EndpointSlice may say anything: a special address (RFC 6890)
 * only counts where the admin has named it.
 */
public final class EndpointAddresses {

  private final List<IpRange> named;

  /** Allows no special addresses. */
  public EndpointAddresses() {
    this(List.of());
  }

  /** Allows the special addresses that an admin has named. */
  public EndpointAddresses(List<IpRange> named) {
    this.named = List.copyOf(named);
  }

  boolean permit(IpAddress address) {
    return !SpecialAddresses.isSpecial(address.toInetAddress())
        || named.stream().anyMatch(range -> range.contains(address));
  }
}
