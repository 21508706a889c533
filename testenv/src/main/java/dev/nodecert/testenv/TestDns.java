package dev.nodecert.testenv;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The DNS that a {@link Pebble} asks. It knows nothing but what it is told here. */
public final class TestDns {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Http http;
  private final URI management;

  /**
   * @param management of pebble-challtestsrv
   */
  TestDns(Http http, URI management) {
    this.http = http;
    this.management = management;
  }

  boolean isReady() {
    return http.answers(404, management);
  }

  /** Answers a name's A queries with one more address. */
  public void addAddress(String domain, InetAddress address) {
    post("add-a", Map.of("host", domain, "addresses", List.of(address.getHostAddress())));
  }

  /** Forgets a name's addresses. */
  public void clearAddresses(String domain) {
    post("clear-a", Map.of("host", domain));
  }

  /** Answers a name's TXT queries with one more value. */
  public void addText(String domain, String value) {
    post("set-txt", Map.of("host", domain + ".", "value", value));
  }

  /** Forgets a name's TXT values. */
  public void clearTexts(String domain) {
    post("clear-txt", Map.of("host", domain + "."));
  }

  /** Answers every query for a name with SERVFAIL. */
  public void addServerFailure(String domain) {
    post("set-servfail", Map.of("host", domain));
  }

  /** Answers queries for a name again. */
  public void clearServerFailure(String domain) {
    post("clear-servfail", Map.of("host", domain));
  }

  /** Lets only one CA issue for a name (RFC 8659). */
  public void addIssuer(String domain, String caaIdentity) {
    var policy = Map.of("tag", "issue", "value", caaIdentity);
    post("add-caa", Map.of("host", domain, "policies", List.of(policy)));
  }

  private void post(String operation, Map<String, Object> body) {
    var response = http.post(management.resolve("/" + operation), json(body));
    if (response.statusCode() != 200) {
      throw new IllegalArgumentException(
          "%s: %d %s".formatted(operation, response.statusCode(), response.body()));
    }
  }

  private static String json(Map<String, Object> body) {
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
