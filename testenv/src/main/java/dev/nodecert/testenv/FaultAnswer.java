package dev.nodecert.testenv;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The answers of a {@link FaultProxy} in place of the server's. */
final class FaultAnswer {

  private static final String PROBLEM = "application/problem+json";

  private FaultAnswer() {}

  static HttpMessage of(Fault fault) {
    return switch (fault) {
      case INTERNAL_ERROR ->
          answer("500 Internal Server Error", PROBLEM, problem("serverInternal"), List.of());
      case UNAVAILABLE ->
          answer("503 Service Unavailable", "text/plain", "no healthy upstream", List.of());
      case TOO_MANY_REQUESTS ->
          answer(
              "429 Too Many Requests", PROBLEM, problem("rateLimited"), List.of("Retry-After: 1"));
      case BAD_NONCE ->
          answer(
              "400 Bad Request",
              PROBLEM,
              problem("badNonce"),
              List.of("Replay-Nonce: bm90LWEtbm9uY2U"));
      case HTML ->
          answer("200 OK", "text/html", "<html><body>Please sign in.</body></html>", List.of());
      default -> throw new IllegalArgumentException(fault + " is not an answer");
    };
  }

  private static String problem(String type) {
    return "{\"type\": \"urn:ietf:params:acme:error:%s\", \"detail\": \"a fault, on purpose\"}"
        .formatted(type);
  }

  private static HttpMessage answer(String status, String type, String body, List<String> more) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var fields = new ArrayList<>(more);
    fields.add("Content-Type: " + type);
    fields.add("Content-Length: " + bytes.length);
    return HttpMessage.of(new HttpHead("HTTP/1.1 " + status, fields), bytes);
  }
}
