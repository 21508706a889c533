package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LoginPageTest {

  private final LoginPage page = new LoginPage();

  private static LoginForm form(String user, String to) {
    return new LoginForm(user, "secret", "123456", new ReturnPath(to));
  }

  @Test
  void theWishedPathIsKeptInTheForm() {
    assertThat(page.login(LoginForm.blank(ReturnPath.of("/?a=b&c='d")), ""))
        .contains("name=\"to\" value=\"/?a=b&amp;c=&#39;d\"");
  }

  @Test
  void textIsTextAndNothingElse() {
    assertThat(page.login(form("\"><i>", "\"><script>"), "<b>"))
        .contains("value=\"&quot;&gt;&lt;script&gt;\"")
        .contains("&lt;b&gt;")
        .contains("value=\"&quot;&gt;&lt;i&gt;\"")
        .doesNotContain("<script", "<b>", "<i>");
    assertThat(page.loggedIn("<i>")).contains("&lt;i&gt;").doesNotContain("<i>");
  }

  @Test
  void nothingOfTheFormIsReplaced() {
    assertThat(page.login(form("{{to}}$1", "{{message}}{{style}}"), "Too early."))
        .contains("value=\"{{message}}{{style}}\"", "value=\"{{to}}$1\"");
  }

  @Test
  void whoHasWrittenTheUserGoesOnWithThePassword() {
    var again = page.login(form("alice", "/"), "Too early.");

    assertThat(again).doesNotContain("secret", "123456");
    assertThat(again.lines().filter(line -> line.contains("autofocus")))
        .singleElement()
        .asString()
        .startsWith("<input id=\"password\"");
    assertThat(page.login(LoginForm.blank(ReturnPath.ROOT), "").lines())
        .filteredOn(line -> line.contains("autofocus"))
        .singleElement()
        .asString()
        .startsWith("<input id=\"user\"");
  }

  @Test
  void theStyleIsTheOneThatThePolicyNames() throws Exception {
    var html = page.login(LoginForm.blank(ReturnPath.ROOT), "");
    var style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(page.contentSecurityPolicy())
        .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void noPageSaysWhatIsBehindItOrFetchesAnything() {
    assertThat(page.login(LoginForm.blank(ReturnPath.ROOT), "") + page.loggedIn("alice"))
        .doesNotContainIgnoringCase("nodecert", "proxmox", "pve", "script", "src=", "http")
        .doesNotContain("{{");
  }
}
