package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeDomain;
import dev.nodecert.api.v1alpha1.PluginReference;
import java.util.Optional;

/**
 * A domain that the spec lists, and how it is proven.
 *
 * @param target the exact name of the record that the spec wants, where it says one
 */
record DesiredDomain(String name, String plugin, Optional<String> target) {

  /** What a domain without a plugin is proven by. */
  static final String STANDALONE = "standalone";

  private static final String CHALLENGE_LABEL = "_acme-challenge.";
  private static final String WILDCARD = "*.";

  static DesiredDomain of(AcmeDomain domain) {
    return new DesiredDomain(
        domain.domain(),
        Optional.ofNullable(domain.pluginRef()).map(PluginReference::name).orElse(STANDALONE),
        Optional.ofNullable(domain.challengeRecord())
            .or(() -> Optional.ofNullable(domain.alias()).map(CHALLENGE_LABEL::concat)));
  }

  boolean isWildcard() {
    return name.startsWith(WILDCARD);
  }

  /** Where the CA looks for the record (RFC 8555 section 8.4). */
  String challengeName() {
    return CHALLENGE_LABEL + (isWildcard() ? name.substring(WILDCARD.length()) : name);
  }
}
