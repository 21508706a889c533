package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class LoginPageTest {

  private final LoginPage page = new LoginPage();

  @Test
  void theWishedPathIsKeptInTheForm() {
    assertThat(page.login(ReturnPath.of("/?a=b&c='d"), ""))
        .contains("name=\"to\" value=\"/?a=b&amp;c=&#39;d\"");
  }

  @Test
  void textIsTextAndNothingElse() {
    assertThat(page.login(new ReturnPath("\"><script>"), "<b>"))
        .contains("value=\"&quot;&gt;&lt;script&gt;\"")
        .contains("&lt;b&gt;")
        .doesNotContain("<script", "<b>");
    assertThat(page.loggedIn("<i>")).contains("&lt;i&gt;").doesNotContain("<i>");
  }

  @Test
  void nothingOfThePathIsReplaced() {
    assertThat(page.login(new ReturnPath("{{message}}{{style}}"), "Too early."))
        .contains("value=\"{{message}}{{style}}\"");
  }

  @Test
  void theStyleIsTheOneThatThePolicyNames() throws Exception {
    var html = page.login(ReturnPath.ROOT, "");
    var style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    var hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(page.contentSecurityPolicy())
        .contains("default-src 'none'", "form-action 'self'", "frame-ancestors 'none'")
        .contains("'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .doesNotContain("unsafe");
  }

  @Test
  void noPageSaysWhatIsBehindItOrFetchesAnything() {
    assertThat(page.login(ReturnPath.ROOT, "") + page.loggedIn("alice"))
        .doesNotContainIgnoringCase("nodecert", "proxmox", "pve", "script", "src=", "http")
        .doesNotContain("{{");
  }
}
