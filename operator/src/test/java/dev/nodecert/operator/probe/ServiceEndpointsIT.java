package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.testing.Tenant;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services as a real API server has them, and the rights that it takes to read them. */
@TestEnvironment
class ServiceEndpointsIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final TestNamespace namespace;

  ServiceEndpointsIT(KubernetesClient client, TestNamespace namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  private void create(List<? extends HasMetadata> objects) {
    objects.forEach(it -> client.resource(it).inNamespace(namespace.name()).create());
  }

  private Endpoints find(KubernetesClient as, String service, String port) {
    var target =
        new ProbeTarget(
            namespace.name(), service, port, "pve1.example.com", "AA:AA", Instant.EPOCH);
    return new ServiceEndpoints(as).find(target);
  }

  @Test
  void theEndpointsOfAServiceAreThoseOfItsOwnSlices() {
    create(ServiceFixtures.services());
    create(ServiceFixtures.slices());

    assertThat(find(client, "proxy", "https"))
        .isInstanceOfSatisfying(
            Endpoints.Found.class,
            found ->
                assertThat(found.endpoints())
                    .map(Endpoint::toString)
                    .containsExactly(
                        "10.244.0.5:9443",
                        "10.244.0.6:8443",
                        "10.244.0.7:8443",
                        "[fd00:10:244::7]:8443"));
    assertThat(find(client, "nameless", "8443")).isInstanceOf(Endpoints.Found.class);
    assertThat(find(client, "empty", "443")).isEqualTo(none(Obstacle.NO_ENDPOINTS));
    assertThat(find(client, "elsewhere", "443")).isEqualTo(none(Obstacle.EXTERNAL_NAME));
    assertThat(find(client, "nobody", "443")).isEqualTo(none(Obstacle.SERVICE_NOT_FOUND));
  }

  private static Endpoints none(Obstacle obstacle) {
    return new Endpoints.None(obstacle);
  }

  @Test
  void whoMayGetServicesAndListSlicesMayProbe() {
    create(ServiceFixtures.services());
    try (var tenant = Tenant.of(namespace)) {
      assertThat(find(tenant.client(), "empty", "443")).isEqualTo(none(Obstacle.FORBIDDEN));

      tenant.allow("", "services", "get");
      tenant.allow("discovery.k8s.io", "endpointslices", "list");

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(find(tenant.client(), "empty", "443"))
                  .isEqualTo(none(Obstacle.NO_ENDPOINTS)));
    }
  }

  /** So far the API server itself sees to most of what must not be connected to. */
  @ParameterizedTest
  @CsvSource({"IPv4, 127.0.0.1", "IPv4, 169.254.169.254", "IPv6, ::1", "IPv6, fe80::1"})
  void theApiServerTakesNoSpecialAddresses(String type, String address) {
    var slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName("special")
            .endMetadata()
            .withAddressType(type)
            .addNewEndpoint()
            .addToAddresses(address)
            .endEndpoint()
            .build();

    assertThatThrownBy(() -> create(List.of(slice)))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining(address);
  }
}
