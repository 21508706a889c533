package dev.nodecert.operator.limits;

/** How a CA reads the names of an order. */
final class NameSyntax {

  private static final String WILDCARD = "*.";

  private NameSyntax() {}

  /** A wildcard is authorized as the name below which it is (RFC 8555 section 7.1.4). */
  static String withoutWildcard(String name) {
    return name.startsWith(WILDCARD) ? name.substring(WILDCARD.length()) : name;
  }
}
