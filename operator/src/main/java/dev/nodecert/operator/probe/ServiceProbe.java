package dev.nodecert.operator.probe;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Looks at all endpoints of a Service beside each other. */
final class ServiceProbe {

  private final EndpointSource endpoints;
  private final EndpointAddresses addresses;
  private final TlsProbe tls;
  private final ProbeSlots slots;
  private final ExecutorService executor;

  ServiceProbe(
      EndpointSource endpoints,
      EndpointAddresses addresses,
      TlsProbe tls,
      ProbeSlots slots,
      ExecutorService executor) {
    this.endpoints = endpoints;
    this.addresses = addresses;
    this.tls = tls;
    this.slots = slots;
    this.executor = executor;
  }

  /** Looks once, and returns when every endpoint has been seen or has timed out. */
  ProbeReport look(ProbeTarget target) throws InterruptedException {
    return switch (endpoints.find(target)) {
      case Endpoints.None(var obstacle) -> new ProbeReport.NotLooked(obstacle);
      case Endpoints.Found(var found, var ready) ->
          new ProbeReport.Looked(sights(found, target), ready);
    };
  }

  private List<EndpointSight> sights(List<Endpoint> found, ProbeTarget target)
      throws InterruptedException {
    var looks = found.stream().map(endpoint -> look(endpoint, target)).toList();
    return executor.invokeAll(looks).stream().map(Future::resultNow).toList();
  }

  private Callable<EndpointSight> look(Endpoint endpoint, ProbeTarget target) {
    return () -> new EndpointSight(endpoint, sight(endpoint, target));
  }

  private Sight sight(Endpoint endpoint, ProbeTarget target) throws Exception {
    return addresses.permit(endpoint.address())
        ? slots.take(
            target.namespace(),
            () -> tls.look(endpoint.socketAddress(), target.serverName(), target.fingerprint()))
        : new Sight.NotAllowed();
  }
}
