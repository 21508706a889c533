package dev.nodecert.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages, in plain HTML: no script, nothing from elsewhere, and no word on what is behind them.
 */
final class LoginPage {

  private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String FOCUS = " autofocus";

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

  /** As the form was sent, but for what is secret in it. */
  String login(LoginForm form, String message) {
    var isNamed = !form.user().isEmpty();
    return fill(
        login,
        Map.of(
            "message", escape(message),
            "user", escape(form.user()),
            "userFocus", isNamed ? "" : FOCUS,
            "passwordFocus", isNamed ? FOCUS : "",
            "to", escape(form.to().text())));
  }

  String loggedIn(String user) {
    return fill(loggedIn, Map.of("user", escape(user)));
  }

  /** In one go, so that nothing is replaced in what a browser has sent. */
  private String fill(String page, Map<String, String> values) {
    return GAP.matcher(page)
        .replaceAll(gap ->
            Matcher.quoteReplacement(
                gap.group(1).equals("style") ? style : values.getOrDefault(gap.group(1), "")));
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
