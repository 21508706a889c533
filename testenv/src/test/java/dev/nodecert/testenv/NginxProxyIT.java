package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@TestEnvironment
class NginxProxyIT {

  private static final String CHALLENGE = "/.well-known/acme-challenge/token-1";

  private static final Duration SOON = Duration.ofSeconds(10);

  private final int port;

  NginxProxyIT(Ports ports) {
    this.port = ports.next();
  }

  @Test
  void forwardsChallengesOfItsNamespaceAndNothingElse() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var proxy = NginxProxy.start(port, "proxy", solver.uri());
        var http = Http.plain()) {
      var root = URI.create("http://%s:%d/".formatted(proxy.address().getHostAddress(), port));

      assertThat(http.get(root.resolve(CHALLENGE)).body()).isEqualTo("/proxy" + CHALLENGE);
      assertThat(http.get(root).statusCode()).isEqualTo(404);
      assertThat(http.post(root.resolve(CHALLENGE), "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void servesTheCertificateThatItIsGiven() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var proxy = NginxProxy.start(port, "proxy", solver.uri())) {
      for (var authority : List.of(TestAuthority.create("first"), TestAuthority.create("second"))) {
        serve(proxy, authority);

        try (var http = Http.trusting(authority)) {
          await().atMost(SOON).until(() -> http.answers(200, https(proxy)));
        }
      }
    }
  }

  private static void serve(NginxProxy proxy, TestAuthority authority) {
    var credentials = authority.issue(proxy.address().getHostAddress());
    proxy.serve(credentials.certificatePem(), credentials.privateKeyPem());
  }

  private static URI https(NginxProxy proxy) {
    return URI.create(
        "https://%s:%d/".formatted(proxy.address().getHostAddress(), proxy.httpsPort()));
  }

  @Test
  void aCertificateThatIsNoneIsRefused() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var proxy = NginxProxy.start(port, "proxy", solver.uri())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> proxy.serve("no certificate", "no key"))
          .withMessageContaining("cannot load certificate");
    }
  }
}
