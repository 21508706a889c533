package dev.nodecert.gate;

import com.sun.net.httpserver.HttpExchange;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A request, as far as it matters here. It does not print what it carries.
 *
 * @param query as it came, without the question mark
 */
record Request(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    ClientAddress client,
    InputStream body) {

  static Request of(HttpExchange exchange) {
    var uri = exchange.getRequestURI();
    var headers = exchange.getRequestHeaders();
    var query = uri.getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        uri.getRawPath(),
        query == null ? "" : query,
        headers,
        ClientAddress.of(
            headers.getOrDefault("X-Forwarded-For", List.of()),
            exchange.getRemoteAddress().getAddress()),
        exchange.getRequestBody());
  }

  /** All lines of a header. */
  List<String> all(String header) {
    return headers.getOrDefault(header, List.of());
  }

  @Override
  public String toString() {
    return "Request[" + method + " " + path + "]";
  }
}
