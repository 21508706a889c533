package dev.nodecert.testenv;

/**
 * A request as a {@link FaultProxy} got it.
 *
 * @param target path and query
 * @param host the Host header
 * @param body as it came over the wire
 */
public record ProxiedRequest(String method, String target, String host, String body) {

  /** The target without its query. */
  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** Whether it is a Kubernetes watch, whose answer does not end. */
  boolean isWatch() {
    return target.matches(".*[?&]watch=(true|1)(&.*)?");
  }
}
