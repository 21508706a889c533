package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.certificate.Revoker.Result;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.SecretStore;
import dev.nodecert.operator.x509.TestChain;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a CA says to a revocation is in {@link RevocationIT}; here none is reached. */
class RevokerTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final AtomicReference<Instant> time = new AtomicReference<>(NOW);
  private final InstantSource clock = time::get;
  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final AcmeClient acme = new AcmeClient((_, _, _) -> {}, clock);
  private final Revoker revoker =
      new Revoker(
          acme,
          new AccountLogins(client, new SecretStore(client, "test"), acme, "nodecert"),
          clock);
  private final RevocableCertificate certificate = certificate();

  private static RevocableCertificate certificate() {
    var chain = TestChain.of(List.of("pve1.example.com"), NOW);
    return new RevocableCertificate(chain.make().leaf(), chain.key(), "default");
  }

  @AfterEach
  void close() {
    acme.close();
    client.close();
  }

  @Test
  void withoutTheAccountThatOrderedItFails() {
    assertThat(revoke(RevocationReason.SUPERSEDED))
        .asInstanceOf(type(Result.Failed.class))
        .returns(
            "There is no AcmeAccount default, which has ordered the certificate.",
            Result.Failed::message);
  }

  @Test
  void whatHasFailedWaitsAndThenWaitsLonger() {
    var first = failed(revoke(RevocationReason.SUPERSEDED));
    assertThat(first).isBetween(NOW.plusSeconds(60), NOW.plusSeconds(73));
    time.set(first.minusMillis(1));
    assertThat(revoke(RevocationReason.SUPERSEDED)).isEqualTo(new Result.Waiting(first));

    time.set(first);
    var second = failed(revoke(RevocationReason.SUPERSEDED));

    assertThat(Duration.between(first, second)).isGreaterThanOrEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void anotherReasonIsTriedAtOnce() {
    revoke(RevocationReason.SUPERSEDED);

    assertThat(revoke(RevocationReason.KEY_COMPROMISE)).isInstanceOf(Result.Failed.class);
  }

  private Result revoke(RevocationReason reason) {
    return revoker.revoke(certificate, reason, _ -> Optional.empty());
  }

  private static Instant failed(Result result) {
    return ((Result.Failed) result).retryAt();
  }
}
