package dev.nodecert.operator.certificate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.HaProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What else a Secret holds, for programs that want key and certificate in another form. */
@WithOperator
class OutputsIT {

  private final Scenario scenario;

  OutputsIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @BeforeEach
  void issue() {
    scenario.apply("outputs.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  @Test
  void allThatIsAskedForIsThereAndHaProxyServesIt() {
    assertThat(data())
        .containsOnlyKeys(
            "tls.crt",
            "tls.key",
            "tls-combined.pem",
            "key.der",
            "cert.der",
            "ca.crt",
            "keystore.p12",
            "truststore.p12",
            "keystore.jks",
            "truststore.jks");
    try (var haproxy = HaProxy.serving(entry("tls-combined.pem"))) {
      assertThat(haproxy).isNotNull();
    }
  }

  @Test
  void nothingIsWrittenWithoutNeed() {
    var before = version();

    scenario.apply(
        "outputs.yaml", text -> text.replace("  outputs:", "  suspend: false\n  outputs:"));
    scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(version()).isEqualTo(before);
  }

  @Test
  void anotherPasswordMakesTheKeystoresAnew() throws Exception {
    scenario.apply("outputs.yaml", text -> text.replace("changeit", "changed1"));

    Awaitility.await().until(() -> opens("changed1"));
    assertThat(opens("changeit")).isFalse();
  }

  private boolean opens(String password) throws GeneralSecurityException {
    var keystore = KeyStore.getInstance("PKCS12");
    try {
      keystore.load(new ByteArrayInputStream(entry("keystore.p12")), password.toCharArray());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void whatSomebodyChangedIsPutRight() {
    var before = data();

    scenario.editSecret(
        "pve1-tls",
        secret -> secret.getData().put("tls-combined.pem", encoded("nothing of the kind")));

    Awaitility.await().until(() -> data().equals(before));
  }

  @Test
  void whatIsAskedForNoMoreGoes() {
    scenario.apply("cluster-ca.yaml");

    Awaitility.await().until(() -> data().keySet().size() == 2);
    assertThat(data()).containsOnlyKeys("tls.crt", "tls.key");
  }

  @Test
  void aPasswordThatIsGoneIsToldAndNothingIsTakenAway() {
    var before = data();

    scenario.deleteSecret("keystore-password");

    scenario.awaitCertificate("pve1", Expect.stalledCertificate("SecretNotFound"));
    assertThat(data()).isEqualTo(before);
    scenario.editSecret("pve1-tls", secret -> secret.getMetadata().getLabels().clear());
    Awaitility.await()
        .until(
            () -> !scenario.secret("pve1-tls").orElseThrow().getMetadata().getLabels().isEmpty());
    assertThat(data()).isEqualTo(before);
    scenario.apply("outputs.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(data()).isEqualTo(before);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private Map<String, String> data() {
    return scenario.secret("pve1-tls").orElseThrow().getData();
  }

  private byte[] entry(String name) {
    return Base64.getDecoder().decode(requireNonNull(data().get(name)));
  }

  private String version() {
    return scenario.secret("pve1-tls").orElseThrow().getMetadata().getResourceVersion();
  }
}
