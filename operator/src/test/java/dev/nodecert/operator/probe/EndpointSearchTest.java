package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSearchTest {

  private static Endpoints find(String service, String port) {
    return EndpointSearch.of(
        ServiceFixtures.service(service), ServiceFixtures.slices(service), port);
  }

  @ParameterizedTest
  @CsvSource({
    "proxy, https, 10.244.0.5:9443 10.244.0.6:8443 10.244.0.7:8443 [fd00:10:244::7]:8443",
    "proxy, 443, 10.244.0.5:9443 10.244.0.6:8443 10.244.0.7:8443 [fd00:10:244::7]:8443",
    "proxy, http, 10.244.0.6:8080 10.244.0.7:8080",
    "proxy, 80, 10.244.0.6:8080 10.244.0.7:8080",
    "nameless, 8443, 10.244.0.7:8443",
  })
  void whatIsReadyIsFoundAtThePortThatItHas(String service, String port, String endpoints) {
    assertThat(find(service, port))
        .isInstanceOfSatisfying(
            Endpoints.Found.class,
            found -> {
              assertThat(found.endpoints())
                  .map(Endpoint::toString)
                  .containsExactly(endpoints.split(" "));
              assertThat(found.ready()).isEqualTo(found.endpoints().size());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere, 443, EXTERNAL_NAME",
    "proxy, quic, PORT_NOT_FOUND",
    "proxy, 8443, PORT_NOT_FOUND",
    "proxy, tls, PORT_NOT_FOUND",
    "proxy, '', PORT_NOT_FOUND",
    "empty, https, NO_ENDPOINTS",
  })
  void whereThereIsNothingItSaysWhy(String service, String port, Obstacle obstacle) {
    assertThat(find(service, port)).isEqualTo(new Endpoints.None(obstacle));
  }

  @Test
  void anExternalNameWithSlicesIsRefusedAllTheSame() {
    var found =
        EndpointSearch.of(
            ServiceFixtures.service("elsewhere"), ServiceFixtures.slices("proxy"), "443");

    assertThat(found).isEqualTo(new Endpoints.None(Obstacle.EXTERNAL_NAME));
  }

  @Test
  void ofManyTheFirstAreLookedAt() {
    var found = EndpointSearch.of(ServiceFixtures.service("proxy"), List.of(sliceOf(100)), "https");

    assertThat(found)
        .isInstanceOfSatisfying(
            Endpoints.Found.class,
            it -> {
              assertThat(it.endpoints()).hasSize(EndpointSearch.MAX_ENDPOINTS);
              assertThat(it.ready()).isEqualTo(100);
            });
  }

  private static EndpointSlice sliceOf(int endpoints) {
    var slice =
        new EndpointSliceBuilder()
            .withAddressType("IPv4")
            .addNewPort()
            .withName("https")
            .withPort(8443)
            .endPort();
    IntStream.range(0, endpoints)
        .forEach(i -> slice.addNewEndpoint().addToAddresses("10.244.1." + i).endEndpoint());
    return slice.build();
  }

  @ParameterizedTest
  @CsvSource({"pve1.internal", "10.244.0.7/24", "fe80::1%eth0", "2130706433", "127.1"})
  void whatIsNoAddressIsNoEndpoint(String text) {
    var slice =
        new EndpointSliceBuilder()
            .addNewPort()
            .withName("https")
            .withPort(8443)
            .endPort()
            .addNewEndpoint()
            .addToAddresses(text)
            .endEndpoint()
            .build();

    assertThat(EndpointSearch.of(ServiceFixtures.service("proxy"), List.of(slice), "https"))
        .isEqualTo(new Endpoints.None(Obstacle.NO_ENDPOINTS));
  }
}
