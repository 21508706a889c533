package dev.nodecert.operator.acme;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of a CA by a new order.
 *
 * @param ipAddresses as RFC 5952 writes them
 * @param profile one that the directory offers (draft-ietf-acme-profiles)
 * @param replaced the certificate that it is the renewal of (RFC 9773 section 5)
 */
public record OrderRequest(
    Collection<String> dnsNames,
    Collection<String> ipAddresses,
    Optional<String> profile,
    Optional<X509Certificate> replaced) {

  public OrderRequest {
    dnsNames = List.copyOf(dnsNames);
    ipAddresses = List.copyOf(ipAddresses);
  }

  /** The same, for a CA that does not want to hear what it replaces. */
  public OrderRequest withoutReplaced() {
    return new OrderRequest(dnsNames, ipAddresses, profile, Optional.empty());
  }
}
