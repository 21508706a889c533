package dev.nodecert.operator.probe;

/** What was seen of one endpoint. */
public record EndpointSight(Endpoint endpoint, Sight sight) {}
