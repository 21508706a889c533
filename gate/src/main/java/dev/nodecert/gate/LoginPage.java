package dev.nodecert.gate;

import com.google.common.escape.Escaper;
import com.google.common.hash.Hashing;
import com.google.common.html.HtmlEscapers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages, in plain HTML: no script, nothing from elsewhere, and no word on what is behind them.
 */
final class LoginPage {

  private static final Pattern GAP = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Escaper HTML = HtmlEscapers.htmlEscaper();
  private static final String FOCUS = " autofocus";

  private final String login = resource("login.html");
  private final String loggedIn = resource("logged-in.html");
  private final String style = resource("style.css");
  private final String contentSecurityPolicy =
      "default-src 'none'; style-src 'sha256-"
          + Base64.getEncoder()
              .encodeToString(Hashing.sha256().hashString(style, StandardCharsets.UTF_8).asBytes())
          + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /**
   * What a browser may do with a page: show it, with its one style sheet, and send its form back.
   */
  String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /** As the form was sent, but for what is secret in it. */
  String login(LoginForm form, String message) {
    var isNamed = !form.user().isEmpty();
    return fill(
        login,
        Map.of(
            "message", HTML.escape(message),
            "user", HTML.escape(form.user()),
            "userFocus", isNamed ? "" : FOCUS,
            "passwordFocus", isNamed ? FOCUS : "",
            "to", HTML.escape(form.to().text())));
  }

  String loggedIn(String user) {
    return fill(loggedIn, Map.of("user", HTML.escape(user)));
  }

  /** In one go, so that nothing is replaced in what a browser has sent. */
  private String fill(String page, Map<String, String> values) {
    return GAP.matcher(page)
        .replaceAll(gap ->
            Matcher.quoteReplacement(
                gap.group(1).equals("style") ? style : values.getOrDefault(gap.group(1), "")));
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
