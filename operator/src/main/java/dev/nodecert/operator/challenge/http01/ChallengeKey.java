package dev.nodecert.operator.challenge.http01;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a node's proxy asks for: a token, for the NodeCertificates of one namespace. */
record ChallengeKey(String namespace, String token) {

  /** A DNS label, and at least 128 bits of base64url (RFC 8555 section 8.3). */
  private static final Pattern PATH =
      Pattern.compile(
          "/([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)/\\.well-known/acme-challenge/([A-Za-z0-9_-]{22,128})");

  static Optional<ChallengeKey> ofPath(String path) {
    var matcher = PATH.matcher(path);
    return matcher.matches()
        ? Optional.of(new ChallengeKey(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
