package dev.nodecert.operator.certificate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether the proxy really serves what is in the Secret, and gets it soon. */
@WithOperator
class ServingIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final KubernetesClient client;
  private final Scenario scenario;

  ServingIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.client = client;
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  /** No kubelet ends the pods, and they would hold up the namespace's deletion. */
  @AfterEach
  void close() {
    client.pods().inNamespace(scenario.namespace()).withGracePeriod(0).delete();
    scenario.close();
  }

  /** An EndpointSlice may not lead to the loopback: this one server binds to another address. */
  @Test
  void whatTheProxyServesIsLookedAtAfterEachChange() throws Exception {
    var address = anotherAddressThanLoopback();
    assumeThat(address).as("an IPv4 address of this machine's, besides loopback").isPresent();
    var proxy = HttpsServer.create(new InetSocketAddress(address.get(), 0), 0);
    scenario.apply(
        "served.yaml",
        text ->
            text.replace("8443", Integer.toString(proxy.getAddress().getPort()))
                .replace("192.0.2.7", address.get().getHostAddress()));
    scenario.awaitCertificate("pve1", Expect.ready().and(served(ConditionStatus.UNKNOWN)));

    proxy.setHttpsConfigurator(new HttpsConfigurator(contextOf(content())));
    proxy.start();
    try {
      scenario.awaitCertificate("pve1", served(ConditionStatus.TRUE));

      scenario.deleteSecret("pve1-tls");

      scenario.awaitCertificate("pve1", Expect.ready().and(served(ConditionStatus.UNKNOWN)));
    } finally {
      proxy.stop(0);
    }
  }

  private static Optional<InetAddress> anotherAddressThanLoopback() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(Inet4Address.class::isInstance)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .findFirst();
  }

  private TlsSecret content() throws Exception {
    return TlsSecret.of(scenario.secret("pve1-tls").orElseThrow());
  }

  private static SSLContext contextOf(TlsSecret content)
      throws GeneralSecurityException, IOException {
    var keystore = KeyStore.getInstance("PKCS12");
    keystore.load(null, null);
    keystore.setKeyEntry(
        "proxy",
        content.key().keyPair().getPrivate(),
        new char[0],
        content.chain().certificates().toArray(Certificate[]::new));
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(keystore, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aServiceThatIsMissingIsToldAndKeepsNothingFromBeingReady() {
    scenario.apply("served-by-no-service.yaml");

    var certificate =
        scenario.awaitCertificate("pve1", Expect.ready().and(served(ConditionStatus.FALSE)));

    assertThat(certificate.getStatus().conditions())
        .filteredOn(condition -> condition.type().equals("Served"))
        .allSatisfy(condition -> {
          assertThat(condition.reason()).isEqualTo("ServiceNotFound");
          assertThat(condition.message()).contains("pve1-proxy");
        });
  }

  @Test
  void aPodThatMountsTheSecretIsTouchedAfterEachChange() {
    scenario.apply("proxy-role.yaml").apply("served.yaml").apply("mounting-pod.yaml");
    var certificate = scenario.awaitCertificate("pve1", Expect.ready());
    scenario.deleteSecret("pve1-tls");
    var next =
        scenario.awaitCertificate(
            "pve1",
            Expect.ready().and(seen -> !fingerprint(seen).equals(fingerprint(certificate))));

    Awaitility.await().atMost(SOON).until(() -> mark().equals(mark(fingerprint(next))));
  }

  private String mark() {
    Pod pod = client.pods().inNamespace(scenario.namespace()).withName("pve1-proxy").require();
    return Optional.ofNullable(pod.getMetadata().getAnnotations())
        .orElse(Map.of())
        .getOrDefault("nodecert.dev/refreshed", "");
  }

  private static String mark(String fingerprint) {
    return fingerprint.replace(":", "").toLowerCase(Locale.ROOT).substring(0, 16);
  }

  private static String fingerprint(NodeCertificate certificate) {
    return requireNonNull(certificate.getStatus().certificate()).fingerprint();
  }

  private static Predicate<NodeCertificate> served(ConditionStatus status) {
    return certificate ->
        certificate.getStatus() != null
            && certificate.getStatus().conditions().stream()
                .anyMatch(it -> it.type().equals("Served") && it.status() == status);
  }
}
