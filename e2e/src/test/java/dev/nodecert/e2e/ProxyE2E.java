package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A Proxmox host's web front behind its proxy, with no lock. */
@OnStage
@Order(5)
class ProxyE2E {

  private static final String BASE = "https://" + Site.HOST;
  private static final int RENEWALS = 20;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MEBIBYTE = 1 << 20;

  private final Kubernetes kubernetes;
  private final Site site;
  private final Renewal renewal;
  private final Figures figures;

  ProxyE2E(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.site = stage.site();
    this.renewal = new Renewal(kubernetes);
    this.figures = stage.figures();
  }

  @Test
  void allThatABrowserNeedsOfProxmoxPasses() throws Exception {
    var session = ProxmoxSession.open(BASE, Visitor.stranger());

    assertThat(session.get("/api2/json/version").body()).contains("version");
    assertThat(session.upload(8 * MEBIBYTE).body()).contains("\"data\":" + 8 * MEBIBYTE);
    try (var console = session.console()) {
      assertThat(console.echo("uname -a")).isEqualTo("uname -a");
    }
  }

  @Test
  void whatComesLineByLineIsPassedLineByLine() throws Exception {
    var session = ProxmoxSession.open(BASE, Visitor.stranger());
    var request = session.visitor().request(BASE + "/api2/json/nodes/pve1/journal").build();

    var answer = session.visitor().client().send(request, BodyHandlers.ofInputStream());

    try (var lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("now");
      assertThat(lines.ready()).as("the next line has come too: somebody collects them").isFalse();
      assertThat(lines.readLine()).isEqualTo("later");
    }
  }

  /** Proxmox refuses it; a body of a known length is what browsers and {@code curl -F} send. */
  @Test
  void aBodyOfUnknownLengthIsRefusedByProxmoxItself() {
    var endless = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9]));

    var answer = Visitor.stranger().post(BASE + "/api2/json/access/ticket", "text/plain", endless);

    assertThat(answer.statusCode()).isEqualTo(501);
  }

  @Test
  void httpLeadsToHttps() {
    var answer = Visitor.stranger().get("http://" + Site.HOST + "/?console=kvm");

    assertThat(answer.statusCode()).isEqualTo(308);
    assertThat(answer.headers().firstValue("Location")).contains(BASE + "/?console=kvm");
  }

  @Test
  void noAnswerTellsWhoGaveIt() {
    var visitor = Visitor.stranger();
    for (var uri : new String[] {BASE + "/", BASE + "/nothing", "http://" + Site.HOST + "/"}) {
      var answer = visitor.get(uri);

      assertThat(answer.headers().map().toString() + answer.body().replace("Proxmox Virtual", ""))
          .doesNotContainIgnoringCase("pveproxy", "datacenter", "8006", "X-Powered-By")
          .doesNotContainPattern("nginx/[0-9]");
    }
  }

  /** nginx's old processes go on with what they have begun, and its new ones take what is new. */
  @Test
  void twentyRenewalsUnderLoadLoseNothing() throws Exception {
    var session = ProxmoxSession.open(BASE, Visitor.stranger());
    var load =
        Load.start(
            kubernetes,
            "load",
            "-t1",
            "-c4",
            "-d600s",
            "--timeout=15s",
            "-HConnection: close",
            BASE + ":443/");
    try (var console = session.console();
        var crowd = new Crowd(BASE + "/", 2)) {
      var delays = new ArrayList<Duration>();
      for (int count = 0; count < RENEWALS; count++) {
        delays.add(renew(count % 2 == 0 ? 384 : 256));
      }

      assertThat(console.echo("still there")).isEqualTo("still there");
      crowd.leave();
      assertThat(crowd.failures()).isEmpty();
      assertThat(crowd.answers()).isPositive();
      Collections.sort(delays);
      figures.add("a renewed Secret until nginx serves it, median of 20", delays.get(RENEWALS / 2));
      figures.add("  … the slowest of them", delays.getLast());
      figures.add(
          "requests over kept connections meanwhile",
          "%d, %d repeated, 0 lost".formatted(crowd.answers(), crowd.repetitions()));
    }
    var seen = load.stop();
    assertThat(seen).contains("requests in").doesNotContain("Socket errors", "Non-2xx");
    figures.add("requests over a connection each meanwhile", requests(seen) + ", 0 lost");
  }

  /** How long it took from the Secret to nginx. */
  private Duration renew(int keySize) {
    var before = renewal.serial();
    renewal.demandKey(keySize);
    Figures.await("renewed", SOON, () -> renewal.isReadyWithOther(before));
    var serial = renewal.serial();
    return Figures.await("served", SOON, () -> site.serves(serial));
  }

  private static String requests(String seen) {
    return seen.lines()
        .filter(line -> line.contains("requests in"))
        .map(line -> line.strip().replaceFirst(" .*", ""))
        .findFirst()
        .orElseThrow();
  }
}
