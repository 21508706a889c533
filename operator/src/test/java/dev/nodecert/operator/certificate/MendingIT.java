package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is done to the Secret is put right, by an order only where nothing less does. */
@WithOperator
class MendingIT {

  private final Scenario scenario;

  MendingIT(
      KubernetesClient client, RunningOperator operator, Pebble pebble, TestNamespace namespace) {
    this.scenario = new Scenario(client, operator, pebble, namespace);
  }

  @BeforeEach
  void issue() {
    scenario.serve("pve1.mend.example.com").apply("account.yaml").apply("mend-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @AfterEach
  void close() {
    scenario.close();
  }

  static Stream<Arguments> editsOfMetadata() {
    return Stream.of(
        edit("its label is gone", s -> s.getMetadata().setLabels(Map.of())),
        edit("its annotations are gone", s -> s.getMetadata().setAnnotations(Map.of())),
        edit(
            "it names another owner",
            s -> s.getMetadata().getAnnotations().put(SecretMetadata.OWNER_UID, "another")));
  }

  @ParameterizedTest
  @MethodSource("editsOfMetadata")
  void editedMetadataIsPutRightWithoutAnOrder(Consumer<Secret> edit) {
    var before = secret("pve1-tls");

    scenario.editSecret("pve1-tls", edit);

    Awaitility.await()
        .until(() -> secret("pve1-tls"), now -> metadata(now).equals(metadata(before)));
    assertThat(secret("pve1-tls").getData()).isEqualTo(before.getData());
    assertThat(scenario.events("OrderCreated")).hasSize(1);
    Awaitility.await().until(() -> events("MetadataDiffers") + events("SecretAdopted") == 1);
  }

  private static Map<String, String> metadata(Secret secret) {
    var metadata = secret.getMetadata();
    var all = new TreeMap<>(metadata.getAnnotations());
    all.putAll(metadata.getLabels());
    return all;
  }

  private int events(String reason) {
    return scenario.events(reason).size();
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage("it is emptied", "SecretIncomplete", s -> put(s, "tls.key", "")),
        damage("its key is junk", "KeyDamaged", s -> put(s, "tls.key", "junk")),
        damage("its chain is junk", "CertificateDamaged", s -> put(s, "tls.crt", "junk")));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void aDamagedSecretIsReplacedAtOnceAndOrderedAgain(Consumer<Secret> damage, String reason) {
    var serial = serial();

    scenario.editSecret("pve1-tls", damage);

    scenario.awaitCertificate("pve1", Expect.ready().and(hasAnotherSerialThan(serial)));
    assertThat(scenario.events("OrderCreated")).hasSize(2);
    Awaitility.await()
        .until(() ->
            scenario.events("FallbackInPlace").stream()
                .anyMatch(event -> event.getNote().contains("(" + reason + ")")));
  }

  @Test
  void aChangedSecretNameMovesTheCertificateAndLetsGoOfTheFormerSecret() {
    var before = secret("pve1-tls");

    scenario.apply("mend-domain-in-another-secret.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(secret("node1-tls").getData()).isEqualTo(before.getData());
    Awaitility.await().until(() -> !isMarked(secret("pve1-tls")));
    assertThat(secret("pve1-tls").getData()).isEqualTo(before.getData());
    assertThat(scenario.events("OrderCreated")).hasSize(1);
  }

  private static boolean isMarked(Secret secret) {
    return metadata(secret).keySet().stream().anyMatch(key -> key.startsWith("nodecert.dev/"));
  }

  @Test
  void theSecretCarriesWhatTheTemplateSaysAndNoMore() {
    scenario.apply("mend-domain-with-template.yaml");
    Awaitility.await().until(() -> metadata(secret("pve1-tls")).containsKey("team"));
    assertThat(metadata(secret("pve1-tls"))).containsEntry("example.com/reload", "yes");

    scenario.apply("mend-domain.yaml");

    Awaitility.await().until(() -> !metadata(secret("pve1-tls")).containsKey("team"));
    assertThat(metadata(secret("pve1-tls"))).doesNotContainKey("example.com/reload");
    assertThat(scenario.events("OrderCreated")).hasSize(1);
  }

  @Test
  void theSecretGoesWithTheCertificateWhereItShould() {
    scenario.apply("mend-domain-deleted-with-its-secret.yaml");
    Awaitility.await()
        .until(() -> !secret("pve1-tls").getMetadata().getOwnerReferences().isEmpty());

    scenario.deleteCertificate("pve1");

    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> scenario.secret("pve1-tls").isEmpty());
  }

  @Test
  void aRestoredCertificateAdoptsItsSecretWithoutAnOrder() {
    var before = secret("pve1-tls");
    scenario.deleteCertificate("pve1");

    scenario.apply("mend-domain.yaml");
    var restored = scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(secret("pve1-tls").getData()).isEqualTo(before.getData());
    Awaitility.await()
        .until(() ->
            restored
                .getMetadata()
                .getUid()
                .equals(metadata(secret("pve1-tls")).get(SecretMetadata.OWNER_UID)));
    assertThat(scenario.events("OrderCreated")).hasSize(1);
  }

  @Test
  void nothingIsDoneWhileTheCertificateIsSuspended() {
    scenario.apply("mend-domain-suspended.yaml");
    scenario.awaitCertificate("pve1", isSuspended());
    scenario.deleteSecret("pve1-tls");
    scenario.awaitCertificate("pve1", Expect.notReady("Suspended"));
    assertThat(scenario.secret("pve1-tls")).isEmpty();

    scenario.apply("mend-domain.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
    assertThat(scenario.secret("pve1-tls")).isPresent();
  }

  private static Predicate<NodeCertificate> isSuspended() {
    return Expect.ready()
        .and(
            c -> c.getStatus().conditions().stream().anyMatch(r -> r.reason().equals("Suspended")));
  }

  @Test
  void anImmutableSecretIsToldUntilItIsDeleted() {
    scenario.editSecret("pve1-tls", s -> s.setImmutable(true));
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("SecretImmutable"));

    scenario.deleteSecret("pve1-tls");

    scenario.awaitCertificate(
        "pve1", Expect.ready().and(Expect.stalledCertificate("SecretImmutable").negate()));
  }

  private static Arguments edit(String name, Consumer<Secret> edit) {
    return argumentSet(name, edit);
  }

  private static Arguments damage(String name, String reason, Consumer<Secret> damage) {
    return argumentSet(name, damage, reason);
  }

  private static void put(Secret secret, String key, String text) {
    secret
        .getData()
        .put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  private Secret secret(String name) {
    return scenario.secret(name).orElseThrow();
  }

  private String serial() {
    return serial(scenario.awaitCertificate("pve1", Expect.ready()));
  }

  private static String serial(NodeCertificate certificate) {
    return Objects.requireNonNull(certificate.getStatus().certificate()).serial();
  }

  private static Predicate<NodeCertificate> hasAnotherSerialThan(String serial) {
    return Expect.ready()
        .and(c -> c.getStatus().certificate() != null && !serial(c).equals(serial));
  }
}
