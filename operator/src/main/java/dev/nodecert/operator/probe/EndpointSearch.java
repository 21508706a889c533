package dev.nodecert.operator.probe;

import dev.nodecert.operator.ip.IpAddress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPort;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds a Service's ready endpoints in its EndpointSlices, as kube-proxy does. Pure. */
final class EndpointSearch {

  /** One node's proxy is a pod or a few; a look at more would tell nobody more. */
  static final int MAX_ENDPOINTS = 16;

  private static final String EXTERNAL_NAME = "ExternalName";
  private static final String TCP = "TCP";

  private EndpointSearch() {}

  /**
   * The endpoints of one port.
   *
   * @param port by name or by number; a name has a letter in it (RFC 6335 section 5.1)
   */
  static Endpoints of(Service service, List<EndpointSlice> slices, String port) {
    if (EXTERNAL_NAME.equals(service.getSpec().getType())) {
      return new Endpoints.None(Obstacle.EXTERNAL_NAME);
    }
    return portOf(service, port)
        .map(found -> endpoints(slices, name(found.getName())))
        .orElseGet(() -> new Endpoints.None(Obstacle.PORT_NOT_FOUND));
  }

  private static Optional<ServicePort> portOf(Service service, String port) {
    return stream(service.getSpec().getPorts())
        .filter(known -> isTcp(known.getProtocol()))
        .filter(
            known -> port.equals(known.getName()) || port.equals(String.valueOf(known.getPort())))
        .findFirst();
  }

  /** A slice's port has the name of the Service's port, which a lone one may lack. */
  private static Endpoints endpoints(List<EndpointSlice> slices, String portName) {
    var ready =
        slices.stream()
            .flatMap(slice -> endpoints(slice, portName))
            .distinct()
            .sorted(Comparator.comparing(Endpoint::toString))
            .toList();
    return ready.isEmpty()
        ? new Endpoints.None(Obstacle.NO_ENDPOINTS)
        : new Endpoints.Found(ready.stream().limit(MAX_ENDPOINTS).toList(), ready.size());
  }

  private static Stream<Endpoint> endpoints(EndpointSlice slice, String portName) {
    return stream(slice.getPorts())
        .filter(port -> name(port.getName()).equals(portName) && isTcp(port.getProtocol()))
        .map(EndpointPort::getPort)
        .flatMap(Stream::ofNullable)
        .flatMap(port -> addresses(slice).map(address -> new Endpoint(address, port)));
  }

  /** Each endpoint's addresses are one and the same server; clients take the first. */
  private static Stream<IpAddress> addresses(EndpointSlice slice) {
    return stream(slice.getEndpoints())
        .filter(EndpointSearch::isReady)
        .flatMap(endpoint -> stream(endpoint.getAddresses()).limit(1))
        .flatMap(address -> IpAddress.parse(address).stream());
  }

  /** Unknown counts as ready, as the API says. */
  private static boolean isReady(io.fabric8.kubernetes.api.model.discovery.v1.Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  private static boolean isTcp(@Nullable String protocol) {
    return protocol == null || protocol.equals(TCP);
  }

  private static String name(@Nullable String name) {
    return name == null ? "" : name;
  }

  private static <T> Stream<T> stream(@Nullable List<T> list) {
    return list == null ? Stream.of() : list.stream();
  }
}
