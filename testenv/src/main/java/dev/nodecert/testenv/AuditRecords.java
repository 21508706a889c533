package dev.nodecert.testenv;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Requests that the API server has answered, in that order; each filter gives the rest.
 *
 * <p>What an operator costs for a namespace: {@code
 * audit.since(mark).inNamespace(name).writes().without("leases", "events").size()}, and its events:
 * {@code ….writes().of("events").size()}.
 */
public record AuditRecords(List<AuditRecord> list) {

  public AuditRecords {
    list = List.copyOf(list);
  }

  /** Those that create, update, patch or delete. */
  public AuditRecords writes() {
    return where(AuditRecord::isWrite);
  }

  public AuditRecords inNamespace(String namespace) {
    return where(it -> it.namespace().equals(namespace));
  }

  /** Those of some resources, in the plural form of the API. */
  public AuditRecords of(String... resources) {
    var wanted = Set.of(resources);
    return where(it -> wanted.contains(it.resource()));
  }

  /** Those of all other resources. */
  public AuditRecords without(String... resources) {
    var unwanted = Set.of(resources);
    return where(it -> !unwanted.contains(it.resource()));
  }

  /** Those of a client, by the start of its User-Agent. */
  public AuditRecords byUserAgent(String prefix) {
    return where(it -> it.userAgent().startsWith(prefix));
  }

  public AuditRecords where(Predicate<AuditRecord> filter) {
    return new AuditRecords(list.stream().filter(filter).toList());
  }

  public int size() {
    return list.size();
  }

  /** A line for each request, for the message of a failed test. */
  @Override
  public String toString() {
    return list.stream().map(AuditRecords::line).collect(Collectors.joining("\n"));
  }

  private static String line(AuditRecord it) {
    return "%s %s %s %d".formatted(it.received(), it.verb(), it.uri(), it.code());
  }
}
