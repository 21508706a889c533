package dev.nodecert.gate;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a browser shows to be let in: 256 random bits. It never prints itself. */
final class SessionId {

  private static final int BYTES = 32;
  private static final Pattern TEXT = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final String text;

  private SessionId(String text) {
    this.text = text;
  }

  static SessionId random(SecureRandom random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  static Optional<SessionId> of(String text) {
    return TEXT.matcher(text).matches() ? Optional.of(new SessionId(text)) : Optional.empty();
  }

  /** The secret itself, for the cookie. */
  String text() {
    return text;
  }

  /** What is kept of it: no good to whoever reads our memory. */
  String sha256() {
    return Hashing.sha256().hashString(text, StandardCharsets.US_ASCII).toString();
  }

  @Override
  public String toString() {
    return "SessionId[…]";
  }
}
