package dev.nodecert.operator.probe;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Services and their EndpointSlices at the API server, read when they are needed. */
final class ServiceEndpoints implements EndpointSource {

  private static final Logger LOG = LoggerFactory.getLogger(ServiceEndpoints.class);
  private static final String SERVICE_NAME = "kubernetes.io/service-name";

  /** Each may hold a hundred endpoints, and more than that are not looked at. */
  private static final ListOptions FIRST_SLICES = new ListOptionsBuilder().withLimit(20L).build();

  private final KubernetesClient client;

  ServiceEndpoints(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Endpoints find(ProbeTarget target) {
    try {
      return service(target)
          .map(service -> EndpointSearch.of(service, slices(target), target.port()))
          .orElseGet(() -> new Endpoints.None(Obstacle.SERVICE_NOT_FOUND));
    } catch (KubernetesClientException e) {
      LOG.warn(
          "the endpoints of Service {}/{} cannot be read: {}",
          target.namespace(),
          target.service(),
          e.getMessage());
      return new Endpoints.None(
          e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
              ? Obstacle.FORBIDDEN
              : Obstacle.PROBE_FAILED);
    }
  }

  private Optional<Service> service(ProbeTarget target) {
    return Optional.ofNullable(
        client.services().inNamespace(target.namespace()).withName(target.service()).get());
  }

  private List<EndpointSlice> slices(ProbeTarget target) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(target.namespace())
        .withLabel(SERVICE_NAME, target.service())
        .list(FIRST_SLICES)
        .getItems();
  }
}
