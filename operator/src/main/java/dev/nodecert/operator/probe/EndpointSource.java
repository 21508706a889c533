package dev.nodecert.operator.probe;

/** What tells where a Service leads to. */
interface EndpointSource {

  Endpoints find(ProbeTarget target);
}
