package dev.nodecert.testenv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Set;

/**
 * A request that the API server has answered. What a request has not is empty: only a resource's
 * request has a resource, only a namespaced one a namespace, a list or watch has no name.
 *
 * @param verb as in RBAC
 * @param uri path and query
 * @param user its name; the groups are not kept
 * @param group the API group of the resource, empty for the core group
 * @param code the HTTP status
 * @param decision of RBAC: {@code allow} or {@code forbid}
 */
public record AuditRecord(
    String verb,
    String uri,
    String user,
    String userAgent,
    String group,
    String resource,
    String subresource,
    String namespace,
    String name,
    int code,
    String decision,
    Instant received,
    Instant completed) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  /**
   * Reads a line of the audit log (an Event of audit.k8s.io/v1).
   *
   * @throws IllegalArgumentException when it is not one
   */
  static AuditRecord parse(String line) {
    try {
      var event = JSON.readTree(line);
      var object = event.path("objectRef");
      return new AuditRecord(
          text(event, "verb"),
          text(event, "requestURI"),
          text(event.path("user"), "username"),
          text(event, "userAgent"),
          text(object, "apiGroup"),
          text(object, "resource"),
          text(object, "subresource"),
          text(object, "namespace"),
          text(object, "name"),
          event.path("responseStatus").path("code").asInt(),
          text(event.path("annotations"), "authorization.k8s.io/decision"),
          Instant.parse(text(event, "requestReceivedTimestamp")),
          Instant.parse(text(event, "stageTimestamp")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an audit event: " + line, e);
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }

  /** Whether its user has no right to it. */
  public boolean isForbidden() {
    return decision.equals("forbid");
  }

  /** Whether it changes an object, also when it was refused. */
  public boolean isWrite() {
    return WRITES.contains(verb);
  }
}
