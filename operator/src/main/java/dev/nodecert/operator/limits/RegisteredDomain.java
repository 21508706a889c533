package dev.nodecert.operator.limits;

import com.google.common.net.InternetDomainName;

/** The domain that somebody registered, by the Public Suffix List. */
final class RegisteredDomain {

  private RegisteredDomain() {}

  /** The registered domain of a name; an address, or a public suffix, is its own. */
  static String of(String name) {
    var host = NameSyntax.withoutWildcard(name);
    return InternetDomainName.isValid(host) && InternetDomainName.from(host).isUnderPublicSuffix()
        ? InternetDomainName.from(host).topPrivateDomain().toString()
        : host;
  }
}
