package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RunningChallengesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String PENDING =
      "{name: a.example.com, authorizationURL: u, state: Pending}";
  private static final String VALID = "{name: b.example.com, authorizationURL: u, state: Valid}";

  static Stream<Arguments> certificates() {
    return Stream.of(
        argumentSet("one proof is pending", certificate("default", issuance(PENDING)), true),
        argumentSet(
            "one of two is", certificate("default", issuance(VALID + ", " + PENDING)), true),
        argumentSet("all are valid", certificate("default", issuance(VALID)), false),
        argumentSet("no challenge is known yet", certificate("default", issuance("")), false),
        argumentSet("no order runs", certificate("default", ""), false),
        argumentSet("there is no status", withoutStatus(certificate("default", "")), false),
        argumentSet("by another account", certificate("other", issuance(PENDING)), false),
        argumentSet(
            "it rests after a failure",
            certificate("default", issuance(PENDING) + failure("2026-11-23T12:00:01Z")),
            false),
        argumentSet(
            "it is tried again",
            certificate("default", issuance(PENDING) + failure("2026-11-23T12:00:00Z")),
            true));
  }

  @ParameterizedTest
  @MethodSource("certificates")
  void aChallengeRunsWhileTheProofOfAnOrderIsPending(NodeCertificate certificate, boolean runs) {
    assertThat(RunningChallenges.isRunning(certificate, "default", NOW)).isEqualTo(runs);
  }

  private static String issuance(String names) {
    return """
    issuance: {orderURL: u, orderHash: h, reason: r, startedAt: "2026-11-23T11:59:00Z", names: [%s]}\
    """
        .formatted(names);
  }

  private static String failure(String retryAt) {
    return """
    , failure: {count: 1, type: t, message: m, at: "2026-11-23T11:59:30Z", retryAt: "%s"}\
    """
        .formatted(retryAt);
  }

  private static NodeCertificate withoutStatus(NodeCertificate certificate) {
    certificate.setStatus(null);
    return certificate;
  }

  private static NodeCertificate certificate(String account, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: NodeCertificate
        metadata: {name: pve1, namespace: proxy}
        spec:
          source: ACME
          acme:
            accountRef: {name: %s}
            domains: [{domain: a.example.com}]
        status: {%s}
        """
            .formatted(account, status),
        NodeCertificate.class);
  }
}
