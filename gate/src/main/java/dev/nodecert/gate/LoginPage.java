package dev.nodecert.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The pages, in plain HTML: no script, nothing from elsewhere, and no word on what is behind them.
 */
final class LoginPage {

  private final String login = resource("login.html");
  private final String loggedIn = resource("logged-in.html");
  private final String style = resource("style.css");

  /**
   * What a browser may do with a page: show it, with its one style sheet, and send its form back.
   */
  String contentSecurityPolicy() {
    return "default-src 'none'; style-src 'sha256-"
        + sha256(style)
        + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }

  String login(ReturnPath to, String message) {
    // The path last: it is the browser's, and nothing is replaced in it.
    return login
        .replace("{{style}}", style)
        .replace("{{message}}", escape(message))
        .replace("{{to}}", escape(to.text()));
  }

  String loggedIn(String user) {
    return loggedIn.replace("{{style}}", style).replace("{{user}}", escape(user));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (var in = LoginPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's " + name + " cannot be read", e);
    }
  }
}
