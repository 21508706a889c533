package dev.nodecert.gate;

import java.util.List;
import java.util.Optional;

/**
 * The cookie with a session's id: of this host alone, over TLS alone, and no script's (RFC 6265).
 */
final class SessionCookie {

  private static final String NAME = "__Host-nodecert-gate";
  private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

  private SessionCookie() {}

  /** The id in a request's {@code Cookie} lines; nothing where there are two. */
  static Optional<SessionId> read(List<String> lines) {
    var values =
        lines.stream()
            .flatMap(line -> List.of(line.split(";", -1)).stream())
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(NAME + "="))
            .map(cookie -> cookie.substring(NAME.length() + 1))
            .toList();
    return values.size() == 1 ? SessionId.of(values.getFirst()) : Optional.empty();
  }

  /** It ends with the browser, or with the session. */
  static String set(SessionId id) {
    return NAME + "=" + id.text() + ATTRIBUTES;
  }

  static String unset() {
    return NAME + "=" + ATTRIBUTES + "; Max-Age=0";
  }
}
