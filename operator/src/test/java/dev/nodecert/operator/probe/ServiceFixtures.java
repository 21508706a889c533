package dev.nodecert.operator.probe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/** Services and their EndpointSlices, as they stand in the fixtures. */
final class ServiceFixtures {

  private ServiceFixtures() {}

  static List<Service> services() {
    return all("services.yaml", Service.class);
  }

  static Service service(String name) {
    return services().stream()
        .filter(service -> service.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static List<EndpointSlice> slices() {
    return all("slices.yaml", EndpointSlice.class);
  }

  static List<EndpointSlice> slices(String service) {
    return slices().stream()
        .filter(slice ->
            service.equals(slice.getMetadata().getLabels().get("kubernetes.io/service-name")))
        .toList();
  }

  private static <T extends HasMetadata> List<T> all(String file, Class<T> type) {
    try (var stream = ServiceFixtures.class.getResourceAsStream("/fixtures/probe/" + file)) {
      Collection<?> objects = new KubernetesSerialization().unmarshal(stream);
      return objects.stream().map(type::cast).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
