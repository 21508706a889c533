package dev.nodecert.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;

/** The user's log-ins at the gate, each with a code that was not used before. */
final class GateLogin {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** The visitor before, from the same address, was wrong. */
  private static final int SLOW_DOWN = 429;

  private final Authenticator app = new Authenticator();
  private String lastCode = "";

  /** Logs in; the same visitor with the session. */
  Visitor logIn(String base, Visitor visitor) {
    lastCode = app.nextCode();
    var answer = await().until(() -> post(base, visitor), it -> it.statusCode() != SLOW_DOWN);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    var cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    return visitor.with("Cookie", cookie);
  }

  /** The same code once more. */
  HttpResponse<String> logInAgain(String base, Visitor visitor) {
    return post(base, visitor);
  }

  private HttpResponse<String> post(String base, Visitor visitor) {
    var form =
        "user=%s&password=%s&code=%s"
            .formatted(Site.USER, URLEncoder.encode(Site.PASSWORD, UTF_8), lastCode);
    return visitor.with("Origin", base).post(base + "/gate/login", FORM, form);
  }
}
