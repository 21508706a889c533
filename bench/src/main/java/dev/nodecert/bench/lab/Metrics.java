package dev.nodecert.bench.lab;

/**
 * What the operator counted up to a moment.
 *
 * @param text as Prometheus reads it
 */
public record Metrics(String text) {

  /** Requests that the CA has answered. */
  public long caRequests() {
    return sum("nodecert_ca_request_seconds_count", "");
  }

  /** Requests for an order that the CA has answered. */
  public long newOrders() {
    return sum("nodecert_ca_request_seconds_count", "endpoint=\"newOrder\"");
  }

  /** How many NodeCertificates were looked at and have a certificate. */
  public long certificatesSeen() {
    return text.lines()
        .filter(line -> line.startsWith("nodecert_certificate_expiration_timestamp_seconds{"))
        .count();
  }

  /** How often a NodeCertificate was looked at. */
  public long certificateReconciles() {
    return sum("nodecert_reconcile_seconds_count", "controller=\"nodecertificate\"");
  }

  /** Over all label values but for the one asked for. */
  private long sum(String name, String label) {
    return text.lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(label))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
