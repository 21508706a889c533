package dev.nodecert.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a node's proxy takes, and its locks, beside the node without them. */
@OnStage
class ProxyBench {

  private static final String OPEN = "https://open-proxy.proxy.svc";
  private static final String LOCKED = "https://locked-proxy.proxy.svc";

  private final Kubernetes kubernetes;
  private final Site site;
  private final GateLogin gate;
  private final Figures figures;

  ProxyBench(Stage stage) {
    this.kubernetes = stage.kubernetes();
    this.site = stage.site();
    this.gate = stage.gate();
    this.figures = stage.figures();
  }

  @Test
  void requestsThroughTheProxyWithAndWithoutLocks() {
    site.installUnderLoad();
    var session = gate.logIn(LOCKED, Visitor.stranger().with("Authorization", Site.basic()));
    var keys =
        session.headers().entrySet().stream()
            .map(header -> "-H%s: %s".formatted(header.getKey(), header.getValue()))
            .toArray(String[]::new);

    measure("the node itself", "https://pveproxy.datacenter.svc:8006/");
    measure("its proxy, no lock", OPEN + ":443/");
    measure("its proxy, password, gate and addresses", LOCKED + ":443/", keys);
  }

  /** First as much as goes, then how long one takes where none waits for another. */
  private void measure(String name, String uri, String... headers) {
    var busy = run(uri, 16, headers);
    var alone = run(uri, 1, headers);
    figures.add(name, "%s; alone %s".formatted(line(busy, "Requests/sec"), latencies(alone)));
  }

  private String run(String uri, int connections, String... headers) {
    var options = Stream.of("-t1", "-c" + connections, "-d10s", "--latency", uri);
    var arguments = Stream.concat(Stream.of(headers), options).toArray(String[]::new);
    var seen = Load.start(kubernetes, "bench", arguments).result();
    assertThat(seen).contains("Requests/sec").doesNotContain("Socket errors", "Non-2xx");
    return seen;
  }

  private static String latencies(String seen) {
    return "p50 %s, p99 %s".formatted(line(seen, "50%"), line(seen, "99%"));
  }

  private static String line(String seen, String name) {
    return seen.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceFirst(".*\\s", ""))
        .findFirst()
        .orElseThrow();
  }
}
