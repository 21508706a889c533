package dev.nodecert.e2e;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.function.Supplier;

/** The page of a Proxmox host, in a browser that shows it. */
record ProxmoxPage(Browser browser) {

  boolean isShown() {
    return browser.title().contains("Proxmox");
  }

  /** As root; says who is logged in then. */
  String logIn() {
    browser.type("password", "proxmox");
    browser.click("login");
    return something(() -> browser.text("user"));
  }

  /** Says how much has arrived. */
  String upload(Path file) {
    browser.choose("file", file);
    browser.click("upload");
    return something(() -> browser.text("uploaded"));
  }

  /** What the console answers; it may be asked more than once. */
  String console(String line) {
    browser.click("terminal-open");
    return something(() -> {
      browser.type("terminal-input", line);
      browser.enter("terminal-input");
      return browser.text("terminal");
    });
  }

  private static String something(Supplier<String> text) {
    return await().until(text::get, it -> !it.isEmpty());
  }
}
