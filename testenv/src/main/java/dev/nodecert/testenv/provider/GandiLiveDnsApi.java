package dev.nodecert.testenv.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Gandi's LiveDNS API, version 5, as far as it is about domains and their TXT records. */
final class GandiLiveDnsApi implements ProviderApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String DOMAIN = "/v5/livedns/domains/([^/]+)";
  private static final String RECORDS = DOMAIN + "/records/([^/]+)";
  private static final int SHORTEST_TTL = 300;

  private final Account account;
  private final String token = Account.random();

  /** Values by the record's whole name. */
  private final Map<String, List<String>> records = new TreeMap<>();

  GandiLiveDnsApi(Account account) {
    this.account = account;
  }

  @Override
  public String name() {
    return "gandi_livedns";
  }

  @Override
  public String host() {
    return "api.gandi.net";
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("GANDI_LIVEDNS_TOKEN", token);
  }

  @Override
  public void authorize(ApiRequest request) {
    if (request.header("Authorization").filter(("Bearer " + token)::equals).isEmpty()) {
      throw new ApiRefusal(401, "The server could not verify that you authorized to access");
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", DOMAIN, (request, groups) -> domain(groups.getFirst())),
        Route.of("GET", RECORDS, (request, groups) -> find(groups.getFirst(), groups.getLast())),
        Route.of(
            "PUT",
            RECORDS + "/TXT",
            (request, groups) -> replace(request, groups.getFirst(), groups.getLast())));
  }

  private ApiAnswer domain(String domain) {
    account.require(domain);
    var href = "https://%s/v5/livedns/domains/%s".formatted(host(), domain);
    var answer = JSON.objectNode().put("fqdn", domain).put("domain_href", href);
    return new ApiAnswer(200, answer.toString());
  }

  private ApiAnswer find(String domain, String name) {
    account.require(domain);
    var values = records.getOrDefault(name + "." + domain, List.of());
    if (values.isEmpty()) {
      return new ApiAnswer(200, "[]");
    }
    var set = JSON.objectNode();
    set.put("rrset_name", name).put("rrset_type", "TXT").put("rrset_ttl", SHORTEST_TTL);
    var quoted = set.putArray("rrset_values");
    values.forEach(value -> quoted.add("\"%s\"".formatted(value)));
    return new ApiAnswer(200, JSON.arrayNode().add(set).toString());
  }

  private ApiAnswer replace(ApiRequest request, String domain, String name) {
    account.require(domain);
    var whole = name + "." + domain;
    var wanted = read(request.json(Set.of("rrset_ttl", "rrset_values")));
    var present = records.getOrDefault(whole, List.of());
    without(wanted, present).forEach(it -> account.publish(new TextRecord(whole, it)));
    without(present, wanted).forEach(it -> account.withdraw(new TextRecord(whole, it)));
    records.put(whole, wanted);
    return new ApiAnswer(201, "{\"message\":\"DNS Record Created\"}");
  }

  private static List<String> without(List<String> values, List<String> others) {
    return values.stream().filter(it -> !others.contains(it)).toList();
  }

  private static List<String> read(JsonNode json) {
    if (json.path("rrset_ttl").asInt() < SHORTEST_TTL || !json.path("rrset_values").isArray()) {
      throw new ApiRefusal(400, "rrset_ttl is at least 300, rrset_values a list");
    }
    var values =
        StreamSupport.stream(json.path("rrset_values").spliterator(), false)
            .map(GandiLiveDnsApi::unquoted)
            .toList();
    if (Set.copyOf(values).size() < values.size()) {
      throw new ApiRefusal(400, "rrset_values has a value twice");
    }
    return values;
  }

  private static String unquoted(JsonNode value) {
    var text = value.asText();
    return text.matches("\".*\"") ? text.substring(1, text.length() - 1) : text;
  }

  /** Unlike the API's other answers, these have spaces. */
  @Override
  public String error(int status, String message) {
    return "{\"object\": \"error\", \"cause\": \"HTTP\", \"code\": %d, \"message\": \"%s\"}"
        .formatted(status, message);
  }
}
