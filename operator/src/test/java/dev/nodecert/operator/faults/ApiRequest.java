package dev.nodecert.operator.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nodecert.testenv.ProxiedRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request to the API server that is made for one NodeCertificate.
 *
 * @param certificate its name
 * @param name what is asked, the same for every NodeCertificate
 */
record ApiRequest(String certificate, String name) {

  /** The status that tells of a running order. */
  static final String ORDER_STATUS = "PUT nodecertificates/status with order";

  static final String STATUS = "PUT nodecertificates/status";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api/v1|apis/[^/]+/[^/]+)/namespaces/[^/]+/(?<resource>[^/]+)"
              + "(?:/(?<name>[^/]+)(?<subresource>/[^/]+)?)?");
  private static final Pattern SECRET = Pattern.compile("(.+)-(tls|pending-key)");

  /** Recognizes a request; lists and watches are made for no one. */
  static Optional<ApiRequest> of(ProxiedRequest request) {
    var path = PATH.matcher(request.path());
    if (!path.matches() || (path.group("name") == null && request.body().isEmpty())) {
      return Optional.empty();
    }
    return switch (path.group("resource")) {
      case "events" -> Optional.of(event(JsonBody.of(request)));
      case "secrets" -> secret(request, path);
      case "nodecertificates" ->
          Optional.of(new ApiRequest(path.group("name"), verb(request, path) + order(request)));
      default -> Optional.empty();
    };
  }

  private record JsonBody(JsonNode root) {
    static JsonBody of(ProxiedRequest request) {
      try {
        return new JsonBody(JSON.readTree(request.body()));
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(request.body(), e);
      }
    }

    String text(String pointer) {
      return root.at(pointer).asText();
    }
  }

  private static ApiRequest event(JsonBody body) {
    return new ApiRequest(body.text("/regarding/name"), "POST event " + body.text("/reason"));
  }

  private static Optional<ApiRequest> secret(ProxiedRequest request, Matcher path) {
    var name =
        path.group("name") == null
            ? JsonBody.of(request).text("/metadata/name")
            : path.group("name");
    var parts = SECRET.matcher(name);
    return parts.matches()
        ? Optional.of(
            new ApiRequest(parts.group(1), request.method() + " secret …-" + parts.group(2)))
        : Optional.empty();
  }

  private static String order(ProxiedRequest request) {
    return request.body().contains("\"orderURL\"") ? " with order" : "";
  }

  private static String verb(ProxiedRequest request, Matcher path) {
    var subresource = path.group("subresource");
    return request.method() + " nodecertificates" + (subresource == null ? "" : subresource);
  }
}
