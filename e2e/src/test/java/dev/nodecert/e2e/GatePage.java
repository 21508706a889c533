package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** The gate's log-in page, in a browser that shows it. */
record GatePage(Browser browser) {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(70);

  boolean isShown() {
    return browser.title().equals("Log in");
  }

  /** Sends the form once. */
  void send(String password, String code) {
    browser.type("user", Site.BROWSER_USER);
    browser.type("password", password);
    browser.type("code", code);
    browser.submit();
  }

  /** Sends the form, and again where a failure before makes the user wait. */
  void logIn(String code) {
    await()
        .atMost(LONGEST_WAIT)
        .until(() -> {
          send(Site.PASSWORD, code);
          return !isShown() || !message().startsWith("Too early");
        });
  }

  /** What was wrong; empty where nothing was. */
  String message() {
    return browser.text("message");
  }
}
