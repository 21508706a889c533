package dev.nodecert.operator.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.authority.AuthorityConfiguration.Publication;
import dev.nodecert.operator.authority.AuthorityConfiguration.UnconstrainedTrust;
import dev.nodecert.operator.metrics.OperatorMetrics;
import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The CA's Secret and ConfigMap at a real API server, in an operator's namespace of their own. */
@TestEnvironment
class ClusterAuthorityIT {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  private final KubernetesClient client;
  private final String namespace;

  ClusterAuthorityIT(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace.name();
  }

  @Test
  void replicasThatMakeItAtOnceAllHaveTheSame() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var states =
          threads.invokeAll(Stream.generate(this::authority).limit(5).map(this::states).toList());

      assertThat(states).extracting(ClusterAuthorityIT::fingerprint).containsOnly(published());
    }
    assertThat(pem()).isEqualTo(new CertificateChain(material(authority()).trusted()).toPem());
  }

  private Callable<AuthorityState> states(ClusterAuthority authority) {
    return () -> authority.state(NOW);
  }

  private static String fingerprint(Future<AuthorityState> state) {
    try {
      var ready = (AuthorityState.Ready) state.get();
      return Certificates.fingerprint(ready.material().certificate());
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingIsWrittenWhereNothingIsDue() {
    authority().keep(NOW);
    var versions = versions();

    authority().keep(NOW.plusSeconds(3600));

    assertThat(versions()).isEqualTo(versions);
  }

  @Test
  void whatVanishesIsMadeAgainOnlyWhenThatIsWanted() {
    authority().keep(NOW);
    var before = published();
    client.resource(secret()).delete();

    assertThat(authority().state(NOW)).isInstanceOf(AuthorityState.Lost.class);
    authority().keep(NOW);
    assertThat(annotation("nodecert.dev/ca-state")).isEqualTo("CALost");
    assertThat(published()).isEqualTo(before);
    assertThat(find()).isEmpty();

    var wanted = NOW.plusSeconds(60);
    annotate("nodecert.dev/new-ca", wanted.toString());
    assertThat(authority().state(wanted)).isInstanceOf(AuthorityState.Ready.class);
    assertThat(published()).isNotEqualTo(before);

    client.resource(secret()).delete();
    assertThat(authority().state(wanted.plusSeconds(60)))
        .as("what was wanted once is not wanted for ever")
        .isInstanceOf(AuthorityState.Lost.class);
  }

  @Test
  void whatHasLostItsKeyIsToldAndNotTouched() {
    authority().keep(NOW);
    client
        .secrets()
        .inNamespace(namespace)
        .withName(AuthoritySecret.NAME)
        .edit(secret -> new SecretBuilder(secret).addToData("tls.key", "c2VjcmV0").build());
    var damaged = secret();

    assertThat(authority().keep(NOW)).isInstanceOf(AuthorityState.Corrupt.class);
    assertThat(secret()).isEqualTo(damaged);
    assertThat(annotation("nodecert.dev/ca-state")).isEqualTo("CADamaged");
    assertThat(pem()).contains("BEGIN CERTIFICATE");
  }

  @Test
  void whatSomebodySwappedIsTold() {
    authority().keep(NOW);
    var before = published();
    var other = AuthoritySecret.of(TestCA.root("other").make());
    client.secrets().inNamespace(namespace).withName(AuthoritySecret.NAME).edit(other::writtenTo);

    assertThat(authority().keep(NOW)).isInstanceOf(AuthorityState.Swapped.class);
    assertThat(published()).isEqualTo(before);
  }

  @Test
  void anAdminsOwnIsUsedOnceItMayBeReadAndNeverWritten() {
    var root = TestCA.root("the admin's").make();
    var secret =
        new SecretBuilder(AuthoritySecret.of(root).toSecret(namespace))
            .editMetadata()
            .withLabels(Map.of())
            .endMetadata()
            .build();
    client.resource(secret).create();

    assertThat(authority().keep(NOW)).isInstanceOf(AuthorityState.NotLabelled.class);
    client
        .secrets()
        .inNamespace(namespace)
        .withName(AuthoritySecret.NAME)
        .edit(it ->
            new SecretBuilder(it)
                .editMetadata()
                .addToLabels("nodecert.dev/allow-read", "true")
                .endMetadata()
                .build());
    var labelled = secret();
    assertThat(authority().keep(NOW)).isInstanceOf(AuthorityState.Ready.class);
    assertThat(published()).isEqualTo(Certificates.fingerprint(root.certificate()));

    authority().keep(Certificates.end(root.certificate()).minusSeconds(60));
    authority().keep(Certificates.end(root.certificate()).plusSeconds(60));
    assertThat(secret()).isEqualTo(labelled);
  }

  @Test
  void namespacesThatAskForItGetItAndNobodysConfigMapIsOverwritten() {
    try (var asking = TestNamespace.create(client, "asking");
        var taken = TestNamespace.create(client, "taken");
        var silent = TestNamespace.create(client, "silent")) {
      ask(asking);
      ask(taken);
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(taken.name())
                  .withName("nodecert-ca")
                  .endMetadata()
                  .addToData("ca.crt", "theirs")
                  .build())
          .create();

      authority(UnconstrainedTrust.REFUSED).keep(NOW);
      assertThat(configMap(asking.name())).as("unconstrained").isEmpty();

      authority(UnconstrainedTrust.ALLOWED).keep(NOW);
      assertThat(configMap(asking.name()).orElseThrow().getData().get("ca.crt")).isEqualTo(pem());
      assertThat(configMap(taken.name()).orElseThrow().getData()).containsEntry("ca.crt", "theirs");
      assertThat(configMap(silent.name())).isEmpty();
    }
  }

  private void ask(TestNamespace asking) {
    client
        .namespaces()
        .withName(asking.name())
        .edit(it -> {
          it.getMetadata().getLabels().put("trusts", namespace);
          return it;
        });
  }

  private ClusterAuthority authority() {
    return authority(UnconstrainedTrust.REFUSED);
  }

  private ClusterAuthority authority(UnconstrainedTrust unconstrained) {
    var defaults = AuthorityConfiguration.DEFAULT;
    return ClusterAuthority.of(
        client,
        "nodecert-operator",
        namespace,
        new AuthorityConfiguration(
            defaults.keyType(),
            defaults.lifetime(),
            defaults.constraints(),
            defaults.grants(),
            new Publication(Optional.of("trusts=" + namespace), unconstrained)),
        () -> false,
        new OperatorMetrics(new SimpleMeterRegistry()).authority());
  }

  private static AuthorityMaterial material(ClusterAuthority authority) {
    return ((AuthorityState.Ready) authority.state(NOW)).material();
  }

  private Optional<Secret> find() {
    return Optional.ofNullable(
        client.secrets().inNamespace(namespace).withName(AuthoritySecret.NAME).get());
  }

  private Secret secret() {
    return find().orElseThrow();
  }

  private Optional<ConfigMap> configMap(String in) {
    return Optional.ofNullable(client.configMaps().inNamespace(in).withName("nodecert-ca").get());
  }

  private String pem() {
    return configMap(namespace).map(map -> map.getData().get("ca.crt")).orElseThrow();
  }

  private String published() {
    return annotation("nodecert.dev/ca-fingerprint");
  }

  private String annotation(String name) {
    return configMap(namespace)
        .map(map -> map.getMetadata().getAnnotations().get(name))
        .orElseThrow();
  }

  private void annotate(String name, String value) {
    client
        .configMaps()
        .inNamespace(namespace)
        .withName("nodecert-ca")
        .edit(map ->
            new ConfigMapBuilder(map)
                .editMetadata()
                .addToAnnotations(name, value)
                .endMetadata()
                .build());
  }

  private List<String> versions() {
    return List.of(
        secret().getMetadata().getResourceVersion(),
        configMap(namespace).orElseThrow().getMetadata().getResourceVersion());
  }
}
