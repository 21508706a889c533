package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Loopback;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands at a name's port 80 is not the node's proxy. */
@WithOperator
class BadAnswersIT {

  private static final int NO_BODY = -1;

  private final Pebble pebble;
  private final Scenario scenario;

  BadAnswersIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.pebble = pebble;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  static Stream<Arguments> strangers() {
    return Stream.of(
        stranger("nothing is found", "unauthorized", e -> e.sendResponseHeaders(404, NO_BODY)),
        stranger(
            "another token",
            "unauthorized",
            e -> {
              var text = "another.thumbprint".getBytes(StandardCharsets.US_ASCII);
              e.sendResponseHeaders(200, text.length);
              e.getResponseBody().write(text);
            }),
        stranger(
            "a redirect to nowhere",
            "connection",
            e -> {
              e.getResponseHeaders().set("Location", "http://nowhere.strange.example.com/");
              e.sendResponseHeaders(302, NO_BODY);
            }),
        stranger("nothing at all", "connection", _ -> {}));
  }

  private static Arguments stranger(String name, String type, HttpHandler handler) {
    return argumentSet(name, handler, type);
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void theCAsFindingIsToldAndTheOrderTriedAgain(HttpHandler handler, String type)
      throws IOException {
    var stranger =
        HttpServer.create(new InetSocketAddress(Loopback.random(), pebble.httpPort()), 0);
    stranger.createContext(
        "/",
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
    stranger.start();
    try (scenario) {
      scenario
          .resolve("pve1.strange.example.com", stranger.getAddress().getAddress())
          .apply("account.yaml")
          .apply("strange-domain.yaml");

      var failed =
          scenario.awaitCertificate(
              "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);

      var failure = Objects.requireNonNull(failed.getStatus().failure());
      assertThat(failure.type()).isEqualTo(type);
      assertThat(failure.message()).startsWith("pve1.strange.example.com: ");
      assertThat(failure.retryAt()).isAfter(failure.at());
      assertThat(failed).matches(Expect.stalledCertificate("").negate());
    } finally {
      stranger.stop(0);
    }
  }

  @Test
  void aHundredNamesAndALongAnnotationAreNoTrouble() {
    try (scenario) {
      var names =
          Stream.iterate(1, i -> i + 1).limit(100).map("n%d.hundred.example.com"::formatted);
      scenario
          .serve(names.toArray(String[]::new))
          .apply("account.yaml")
          .apply(
              "hundred-domains.yaml",
              text -> text.replace("a-long-annotation", "x".repeat(65_536)));

      var certificate = scenario.awaitCertificate("pve1", Expect.ready());

      assertThat(Objects.requireNonNull(certificate.getStatus().certificate()).sans()).hasSize(100);
    }
  }
}
