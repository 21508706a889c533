package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the user of a browser meets on the way to a node; each test goes on where the one before
 * ended. The pages are kept as pictures in target/screenshots.
 */
@OnStage
@Order(8)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BrowserE2E {

  private static final String GATE = "gate.proxy.svc";
  private static final String PASSWORD = "password.proxy.svc";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MEBIBYTE = 1 << 20;
  private static final int PHONE = 390;

  private final Authenticator app = new Authenticator();
  private final Datacenter datacenter;
  private final Map<String, String> addresses;
  @AutoClose private final Browser browser;
  private String code = "";

  BrowserE2E(Stage stage) {
    datacenter = stage.datacenter();
    addresses =
        Map.of(
            GATE, stage.site().address("gate"),
            PASSWORD, stage.site().address("password"));
    await().atMost(SOON).ignoreExceptions().until(() -> !Site.served(GATE).isEmpty());
    browser = Browser.open(addresses, clusterCA(stage.kubernetes()));
  }

  /** What docs/cluster-ca.md tells users to trust. */
  private static String clusterCA(Kubernetes kubernetes) {
    return kubernetes
        .client()
        .configMaps()
        .inNamespace(Release.NAMESPACE)
        .withName("nodecert-ca")
        .get()
        .getData()
        .getOrDefault("ca.crt", "");
  }

  private GatePage gate() {
    return new GatePage(browser);
  }

  private ProxmoxPage proxmox() {
    return new ProxmoxPage(browser);
  }

  @Test
  @Order(1)
  void whoDoesNotTrustTheClustersCASeesNothing() {
    try (var other = Browser.open(addresses)) {
      other.open("https://" + GATE + "/");

      assertThat(other.title()).isEmpty();
    }
    browser.open("https://" + GATE + "/");
    assertThat(gate().isShown()).isTrue();
  }

  @Test
  @Order(2)
  void aWrongPasswordStaysBeforeTheGate() {
    var before = datacenter.requests().size();
    browser.open("http://" + GATE + "/");
    assertThat(browser.address()).isEqualTo("https://" + GATE + "/gate/login?to=/");
    browser.screenshots("log-in", PHONE);

    gate().send("wrong", "123456");

    assertThat(gate().isShown()).isTrue();
    assertThat(gate().message()).startsWith("User, password or code is wrong.");
    browser.screenshots("log-in-refused", PHONE);
    assertThat(datacenter.requests()).hasSize(before);
  }

  @Test
  @Order(3)
  void aPasswordAndACodeLeadToProxmoxWithAllThatItNeeds(@TempDir Path folder) throws IOException {
    code = app.nextCode();
    gate().logIn(code);

    assertThat(browser.address()).isEqualTo("https://" + GATE + "/");
    assertAllOfProxmoxWorks(folder);
    browser.screenshot("proxmox");
  }

  private void assertAllOfProxmoxWorks(Path folder) throws IOException {
    var file = Files.write(folder.resolve("a.iso"), new byte[8 * MEBIBYTE]);

    assertThat(proxmox().isShown()).isTrue();
    assertThat(proxmox().logIn()).isEqualTo("root@pam");
    assertThat(proxmox().upload(file)).isEqualTo("%d bytes".formatted(8 * MEBIBYTE));
    assertThat(proxmox().console("uname -a")).contains("uname -a");
  }

  @Test
  @Order(4)
  void whoLogsOutIsOutside() {
    browser.open("https://" + GATE + "/gate/login");
    assertThat(browser.title()).isEqualTo("Logged in");
    browser.screenshots("logged-in", PHONE);

    browser.submit();

    assertThat(gate().isShown()).isTrue();
    browser.open("https://" + GATE + "/some/where?v=1");
    assertThat(browser.address()).isEqualTo("https://" + GATE + "/gate/login?to=/some/where");
  }

  @Test
  @Order(5)
  void aCodeIsGoodOnce() {
    gate().logIn(code);
    assertThat(gate().message()).startsWith("User, password or code is wrong.");

    gate().logIn(app.nextCode());
    assertThat(browser.address()).isEqualTo("https://" + GATE + "/some/where");
  }

  @Test
  @Order(6)
  void aPasswordThatTheBrowserItselfAsksForLeadsToProxmoxToo(@TempDir Path folder)
      throws IOException {
    browser.open("https://" + PASSWORD + "/");
    assertThat(proxmox().isShown()).isFalse();

    browser.open("https://%s:correct%%20horse@%s/".formatted(Site.USER, PASSWORD));
    // The browser keeps them; a page whose address has them may not ask for more.
    browser.open("https://" + PASSWORD + "/");

    assertAllOfProxmoxWorks(folder);
  }
}
