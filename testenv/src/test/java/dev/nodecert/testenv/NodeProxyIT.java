package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

@TestEnvironment
class NodeProxyIT {

  private static final String CHALLENGE = "/.well-known/acme-challenge/token-1";

  private final int port;

  NodeProxyIT(Ports ports) {
    this.port = ports.next();
  }

  private URI at(InetAddress address, String path) {
    return URI.create("http://%s:%d%s".formatted(address.getHostAddress(), port, path));
  }

  @Test
  void forwardsChallengesOfItsNamespaceAndNothingElse() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var proxy = NodeProxy.start(port, "proxy", solver.uri());
        var http = Http.plain()) {
      var answer = http.get(at(proxy.address(), CHALLENGE));

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("/proxy" + CHALLENGE);
      assertThat(http.get(at(proxy.address(), "/")).statusCode()).isEqualTo(404);
      assertThat(http.post(at(proxy.address(), CHALLENGE), "").statusCode()).isEqualTo(404);
      assertThat(proxy.requests())
          .extracting(NodeProxy.Request::method, NodeProxy.Request::path, NodeProxy.Request::status)
          .containsExactly(
              tuple("GET", CHALLENGE, 200), tuple("GET", "/", 404), tuple("POST", CHALLENGE, 404));
    }
  }

  @Test
  void passesOnWhatTheSolverRefuses() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var proxy = NodeProxy.start(port, "other", solver.uri());
        var http = Http.plain()) {
      assertThat(http.get(at(proxy.address(), CHALLENGE)).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void saysSoWhenThereIsNoSolver(Ports ports) {
    var nobody = URI.create("http://127.0.0.1:%d/".formatted(ports.next()));
    try (var proxy = NodeProxy.start(port, "proxy", nobody);
        var http = Http.plain()) {
      assertThat(http.get(at(proxy.address(), CHALLENGE)).statusCode()).isEqualTo(502);
    }
  }

  @Test
  void eachNodeHasAnAddressOfItsOwn() throws IOException {
    try (var solver = StubSolver.start("proxy");
        var one = NodeProxy.start(port, "proxy", solver.uri());
        var other = NodeProxy.start(port, "proxy", solver.uri())) {
      assertThat(one.address()).isNotEqualTo(other.address());
    }
  }
}
