package dev.nodecert.operator.acme;

import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.text.VisibleText;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.shredzone.acme4j.Identifier;

/** Identifiers (RFC 8555 section 9.7.7, RFC 8738) as the names that a certificate is for. */
final class IdentifierText {

  private static final int MAX_NAME = 253;

  private IdentifierText() {}

  /**
   * The identifiers of names and addresses; acme4j would not write the latter as RFC 5952 has it.
   */
  static List<Identifier> identifiers(Collection<String> dnsNames, Collection<String> ipAddresses) {
    return Stream.concat(
            dnsNames.stream().map(Identifier::dns),
            ipAddresses.stream().map(address -> new Identifier(Identifier.TYPE_IP, address)))
        .toList();
  }

  /** The name that a CA's identifier is for, cleaned; an address as RFC 5952 writes it. */
  static String name(Identifier identifier) {
    var value = VisibleText.line(identifier.getValue(), MAX_NAME);
    return identifier.getType().equals(Identifier.TYPE_IP) ? IpAddress.canonical(value) : value;
  }
}
