package dev.nodecert.operator.probe;

/** Why nothing could be looked at; the words are the Served condition's reasons. */
public enum Obstacle {
  /** The Service does not exist. */
  SERVICE_NOT_FOUND("ServiceNotFound"),
  /** The Service leads out of the cluster. */
  EXTERNAL_NAME("ExternalName"),
  /** The Service has no such TCP port. */
  PORT_NOT_FOUND("PortNotFound"),
  /** No endpoint of the Service is ready. */
  NO_ENDPOINTS("NoEndpoints"),
  /** The operator has no right to read Services or EndpointSlices. */
  FORBIDDEN("Forbidden"),
  /** The API server did not say. */
  PROBE_FAILED("ProbeFailed");

  private final String reason;

  Obstacle(String reason) {
    this.reason = reason;
  }

  /** The word for machines. */
  public String reason() {
    return reason;
  }
}
