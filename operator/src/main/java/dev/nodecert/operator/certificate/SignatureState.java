package dev.nodecert.operator.certificate;

import dev.nodecert.operator.authority.AuthorityMaterial;
import dev.nodecert.operator.authority.GrantedNames;
import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.x509.KeyType;

/** What the cluster CA can do for a NodeCertificate. */
sealed interface SignatureState {

  /** Nobody has asked it. */
  record NotNeeded() implements SignatureState {}

  /** It does not sign. */
  record Unavailable(Finding why) implements SignatureState {}

  /** It signs these names. */
  record Available(AuthorityMaterial authority, GrantedNames names) implements SignatureState {

    /** A hash of all that makes a signed certificate another one. */
    String hash(KeyType keyType) {
      return TextHash.of(
          "%s\n%s\n%d"
              .formatted(String.join(",", names.granted()), keyType.algorithm(), keyType.size()));
    }
  }
}
