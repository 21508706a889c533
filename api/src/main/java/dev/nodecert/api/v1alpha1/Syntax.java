package dev.nodecert.api.v1alpha1;

/** The regular expressions (RE2) and the texts that several validation rules share. */
final class Syntax {
  /** An RFC 1123 label, in lower case as Kubernetes wants it. Its length is a schema's matter. */
  static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** An RFC 1123 subdomain, in lower case as Kubernetes wants it. */
  static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** What Kubernetes allows as a key of a Secret or ConfigMap. */
  static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  /** A domain name in lower case whose labels may begin with an underscore (RFC 8552). */
  static final String DNS_NAME =
      "^[0-9a-z_]([-0-9a-z_]{0,61}[0-9a-z_])?(\\.[0-9a-z_]([-0-9a-z_]{0,61}[0-9a-z_])?)*$";

  /** Hours, minutes and seconds. */
  static final String DURATION = "^([0-9]{1,6}(h|m|s))+$";

  /**
   * 10,000 hours or more, which is more than any field allows: several of them would overflow CEL's
   * duration, whose error says nothing to a user.
   */
  static final String TOO_MANY_HOURS = "[1-9][0-9]{4,}h";

  /** The name or IPv4 address of a server, without anchors. */
  static final String HOST = "[0-9a-z]([-0-9a-z]*[0-9a-z])?(\\.[0-9a-z]([-0-9a-z]*[0-9a-z])?)*";

  /** The port of a server, 1 to 65535, without anchors. */
  static final String PORT =
      "([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";

  /** The name of a variable that a dnsapi script may be given. */
  static final String VARIABLE = "^[A-Za-z][A-Za-z0-9_]{0,63}$";

  /** The rule that IP addresses are some. */
  static final String ADDRESSES_RULE = "!has(self.ipAddresses) || self.ipAddresses.all(a, isIP(a))";

  /** The rule that IP addresses are written in one way. */
  static final String CANONICAL_ADDRESSES_RULE =
      "!has(self.ipAddresses) || self.ipAddresses.all(a, !isIP(a) || ip.isCanonical(a))";

  /** What is wrong with IP addresses that are none. */
  static final String ADDRESSES_MESSAGE =
      "ipAddresses must be IPv4 or IPv6 addresses, without a port, prefix, zone or brackets, for"
          + " example 192.0.2.7 or 2001:db8::7";

  /** What is wrong with IP addresses that are written in another way. */
  static final String CANONICAL_ADDRESSES_MESSAGE =
      "ipAddresses must be written as RFC 5952 has it: in lower case, without leading zeros, the"
          + " longest run of zeros as '::', for example 2001:db8::7";

  /** The rule on the namespaces of a grant. */
  static final String NAMESPACES_RULE =
      "self.namespaces == ['*'] || self.namespaces.all(n, n.matches(r'" + LABEL + "'))";

  /** What a user is told who does not keep {@link #NAMESPACES_RULE}. */
  static final String NAMESPACES_MESSAGE =
      "namespaces must be names of namespaces without patterns, or exactly [\"*\"] for all of them";

  private Syntax() {}
}
