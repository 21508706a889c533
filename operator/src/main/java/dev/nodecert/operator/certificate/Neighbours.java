package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.util.List;
import java.util.Optional;

/**
 * What else there is that a NodeCertificate must share the world with.
 *
 * @param formerSecrets the Secrets of ours that spec no longer names
 * @param claims the names that another namespace has under the same account, of those that are to
 *     be ordered or signed
 * @param secretClaim an older NodeCertificate that asks for the same Secret
 */
record Neighbours(
    List<FormerSecret> formerSecrets, List<Claim> claims, Optional<String> secretClaim) {

  static final Neighbours NONE = new Neighbours(List.of(), List.of(), Optional.empty());

  /** A Secret that spec once named, and the certificate in it, where it is whole. */
  record FormerSecret(String name, Optional<TlsSecret> content) {}

  /**
   * A name that another namespace has.
   *
   * @param holder namespace and name of a NodeCertificate
   */
  record Claim(String name, String holder) {}

  Neighbours {
    formerSecrets = List.copyOf(formerSecrets);
    claims = List.copyOf(claims);
  }
}
