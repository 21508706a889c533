package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What becomes of an upload. */
public sealed interface Verdict {

  /**
   * It is served.
   *
   * @param chain in the order of TLS, without the root
   * @param root the one that was uploaded, for clients that are to trust it
   * @param uncovered names that the node wants and the certificate is not for
   * @param expiry of the chain: of that certificate which ends first
   * @param notes what was mended, and what may be wrong
   */
  record Accepted(
      CertificateChain chain,
      PrivateKeyPair key,
      Optional<X509Certificate> root,
      Set<String> uncovered,
      Instant expiry,
      List<Note> notes)
      implements Verdict {
    public Accepted {
      uncovered = Set.copyOf(uncovered);
      notes = List.copyOf(notes);
    }
  }

  /**
   * It is not served.
   *
   * @param reason CamelCase, for a condition
   * @param message sentences for the user: which entry, what is wrong, how to mend it
   * @param from when the same upload will be accepted, where only its time has not come
   */
  record Refused(String reason, String message, Optional<Instant> from) implements Verdict {}

  /** Whether the same upload would be judged alike now: a certificate has its time. */
  default boolean stands(Instant now) {
    return switch (this) {
      case Accepted accepted -> now.isBefore(accepted.expiry());
      case Refused(_, _, var from) -> from.filter(begin -> !now.isBefore(begin)).isEmpty();
      case Postponed _ -> true;
    };
  }

  /** It was not judged, for there is too much to do now: to be asked again in a moment. */
  record Postponed() implements Verdict {}

  /**
   * Something that a user is told of an upload that is served.
   *
   * @param reason CamelCase
   * @param message a sentence
   */
  record Note(String reason, String message) {}
}
