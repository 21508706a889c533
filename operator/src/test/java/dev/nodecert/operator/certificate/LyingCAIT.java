package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.TestChain;
import dev.nodecert.testenv.AnswerEdit;
import dev.nodecert.testenv.AnswerEdit.Answer;
import dev.nodecert.testenv.FaultProxy;
import dev.nodecert.testenv.FaultProxy.Upstream;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A CA that does not keep to what was asked of it, or to RFC 8555, gets nowhere. */
@WithOperator
class LyingCAIT {

  private static final String OURS = "pve1.one.example.com";

  private final KubernetesClient client;
  private final RunningOperator operator;
  private final TestNamespace namespace;

  LyingCAIT(KubernetesClient client, RunningOperator operator, TestNamespace namespace) {
    this.client = client;
    this.operator = operator;
    this.namespace = namespace;
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        lie(
            "it offers no http-01",
            "UnsupportedChallenge",
            "no http-01 challenge for " + OURS,
            in("/authZ/", text -> text.replace("\"http-01\"", "\"http-77\""))),
        lie(
            "it wants another name proven",
            "UnexpectedAnswer",
            "pve9.one.example.com, which was not ordered",
            in("/authZ/", text -> text.replace(OURS, "pve9.one.example.com"))),
        lie(
            "its order is for another name",
            "OrderMismatch",
            "for pve9.one.example.com",
            in("/order-plz", text -> text.replace(OURS, "pve9.one.example.com"))),
        lie(
            "it leads elsewhere",
            "ForeignServer",
            "127.0.0.9",
            in("/order-plz", text -> text.replace("https://127.0.0.1", "https://127.0.0.9"))),
        lie(
            "it refuses the signing request",
            "BadCSR",
            "on purpose",
            instead("/finalize-order/", Answer.problem(403, "badCSR"))),
        lie(
            "its certificate is for another name and key",
            "KeyMismatch",
            "key",
            in("/certZ/", _ -> anotherChain())),
        lie("its chain is endless", "UnexpectedAnswer", "11", in("/certZ/", _ -> longChain())),
        lie(
            "its chain is huge",
            "UnexpectedAnswer",
            "longer",
            in("/certZ/", text -> text + "#".repeat(200_000))),
        lie("its chain is no chain", "UnexpectedAnswer", "", in("/certZ/", _ -> "no chain")),
        lie("its order is no order", "UnexpectedAnswer", "", in("/order-plz", _ -> "[1]")));
  }

  private static Arguments lie(String name, String reason, String told, AnswerEdit edit) {
    return argumentSet(name, reason, told, edit);
  }

  private static AnswerEdit in(String path, UnaryOperator<String> edit) {
    return (request, answer) ->
        request.path().contains(path) ? answer.withBody(edit.apply(answer.body())) : answer;
  }

  private static AnswerEdit instead(String path, Answer other) {
    return (request, answer) -> request.path().contains(path) ? other : answer;
  }

  private static String anotherChain() {
    return TestChain.of(List.of("pve9.one.example.com"), Instant.now().minusSeconds(60))
        .make()
        .toPem();
  }

  private static String longChain() {
    return Stream.generate(LyingCAIT::anotherChain)
        .limit(6)
        .reduce("", String::concat)
        .replaceFirst("(?s)-----BEGIN.*?-----END CERTIFICATE-----\\n", "");
  }

  @ParameterizedTest
  @MethodSource("lies")
  void itIsToldAndNothingIsServed(
      String reason,
      String told,
      AnswerEdit edit,
      @PebbleWith(nonceRejectPercent = 0, authorizationReusePercent = 0) Pebble pebble) {
    var authority = TestAuthority.create("The CA in between");
    try (var between =
            FaultProxy.start(Upstream.of(pebble), authority.issue("127.0.0.1"), () -> {});
        var scenario = new Scenario(client, operator, pebble, namespace)) {
      between.say(edit);
      scenario
          .serve(OURS)
          .trust(authority.certificatePem())
          .apply(
              "account.yaml",
              text -> text.replace(pebble.directory().toString(), between.url().toString()))
          .apply("one-domain-without-fallback.yaml");

      var refused = scenario.awaitCertificate("pve1", Expect.notReady(reason));

      assertThat(failure(refused)).contains(told);
      assertThat(scenario.secret("pve1-tls")).isEmpty();
    }
  }

  private static String failure(NodeCertificate certificate) {
    return Objects.requireNonNull(certificate.getStatus().failure()).message();
  }
}
