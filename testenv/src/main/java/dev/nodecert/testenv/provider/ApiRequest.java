package dev.nodecert.testenv.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a provider is asked.
 *
 * @param target path and query, as sent
 * @param headers by name, in any case
 */
record ApiRequest(
    String method,
    String target,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static ApiRequest read(HttpExchange exchange) throws IOException {
    var uri = exchange.getRequestURI();
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name, String.join(",", values)));
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    return new ApiRequest(
        exchange.getRequestMethod(),
        uri.toString(),
        uri.getPath(),
        query(Objects.requireNonNullElse(uri.getRawQuery(), "")),
        headers,
        body);
  }

  private static Map<String, String> query(String text) {
    return Stream.of(text.split("&"))
        .filter(it -> !it.isEmpty())
        .map(it -> it.split("=", 2))
        .collect(Collectors.toMap(it -> it[0], it -> it.length < 2 ? "" : decode(it[1])));
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** Whether it is meant for a host. */
  boolean isFor(String host) {
    return header("Host").filter(host::equals).isPresent();
  }

  /** A query parameter that the request may have. */
  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** Refuses what the provider does not know. */
  void requireParameters(Set<String> known) {
    if (!known.containsAll(query.keySet())) {
      throw new ApiRefusal(400, "unknown parameters in " + target);
    }
  }

  /**
   * The JSON object of the body.
   *
   * @param members all that it may have
   */
  JsonNode json(Set<String> members) {
    if (header("Content-Type").filter(it -> it.startsWith("application/json")).isEmpty()) {
      throw new ApiRefusal(415, "the body has to be application/json");
    }
    var json = parse();
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!members.contains(name)) {
            throw new ApiRefusal(400, "unknown member " + name);
          }
        });
    return json;
  }

  private JsonNode parse() {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new ApiRefusal(400, "the body is no JSON");
    }
  }
}
