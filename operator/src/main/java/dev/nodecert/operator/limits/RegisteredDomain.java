package dev.nodecert.operator.limits;

import com.google.common.net.InternetDomainName;

/** The domain that somebody registered, by the Public Suffix List. */
final class RegisteredDomain {

  private RegisteredDomain() {}

  /** The registered domain of a name; an address, or a public suffix, is its own. */
  static String of(String name) {
    var host = NameSyntax.withoutWildcard(name);
    return InternetDomainName.isValid(host) ? of(InternetDomainName.from(host)) : host;
  }

  private static String of(InternetDomainName host) {
    if (host.isUnderPublicSuffix()) {
      return host.topPrivateDomain().toString();
    }
    return host.hasPublicSuffix() ? host.toString() : lastTwoLabels(host.toString());
  }

  /** Where the list knows of no suffix, the last label is one. */
  private static String lastTwoLabels(String host) {
    int border = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
    return host.substring(border + 1);
  }
}
