package dev.nodecert.testenv.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Cloudflare's API, version 4, as far as it is about zones and their TXT records. */
final class CloudflareApi implements ProviderApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String ZONES = "/client/v4/zones";
  private static final String ZONE = ZONES + "/([0-9a-f]{32})";
  private static final String RECORDS = ZONE + "/dns_records";
  private static final Set<String> MEMBERS = Set.of("type", "name", "content", "ttl");

  private final Account account;
  private final String accountId = Account.random();
  private final String token = Account.random();
  private final Map<String, String> zoneNames;
  private final Map<String, TextRecord> records = new TreeMap<>();

  CloudflareApi(Account account) {
    this.account = account;
    zoneNames =
        account.zones().stream()
            .collect(Collectors.toMap(zone -> Account.random(), Function.identity()));
  }

  @Override
  public String name() {
    return "cf";
  }

  @Override
  public String host() {
    return "api.cloudflare.com";
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("CF_Token", token, "CF_Account_ID", accountId);
  }

  @Override
  public void authorize(ApiRequest request) {
    if (request.header("Authorization").filter(("Bearer " + token)::equals).isEmpty()) {
      throw new ApiRefusal(403, "Invalid access token");
    }
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", ZONES, (request, groups) -> zones(request)),
        Route.of("GET", ZONE, (request, groups) -> zone(groups.getFirst())),
        Route.of("GET", RECORDS, (request, groups) -> find(request, groups.getFirst())),
        Route.of("POST", RECORDS, (request, groups) -> create(request, groups.getFirst())),
        Route.of(
            "DELETE",
            RECORDS + "/([0-9a-f]{32})",
            (request, groups) -> delete(groups.getFirst(), groups.getLast())));
  }

  private ApiAnswer zones(ApiRequest request) {
    request.requireParameters(Set.of("name", "account.id"));
    var isOurs = request.parameter("account.id").filter(it -> !it.equals(accountId)).isEmpty();
    var name = request.parameter("name");
    return list(
        zoneNames.entrySet().stream()
            .filter(it -> isOurs && name.filter(wanted -> !wanted.equals(it.getValue())).isEmpty())
            .map(it -> zoneJson(it.getKey(), it.getValue()))
            .toList());
  }

  private ApiAnswer zone(String id) {
    return success(zoneJson(id, zoneName(id)));
  }

  private String zoneName(String id) {
    var name = zoneNames.get(id);
    if (name == null) {
      throw new ApiRefusal(404, "Could not route to " + id);
    }
    return name;
  }

  private static ObjectNode zoneJson(String id, String name) {
    return JSON.objectNode().put("id", id).put("name", name).put("status", "active");
  }

  private ApiAnswer find(ApiRequest request, String zoneId) {
    request.requireParameters(Set.of("type", "name", "content"));
    var zone = zoneName(zoneId);
    return list(
        records.entrySet().stream()
            .filter(it -> isIn(it.getValue(), zone) && isWanted(it.getValue(), request))
            .map(it -> recordJson(it.getKey(), it.getValue()))
            .toList());
  }

  private static boolean isIn(TextRecord text, String zone) {
    return text.name().equals(zone) || text.name().endsWith("." + zone);
  }

  private static boolean isWanted(TextRecord text, ApiRequest request) {
    return request.parameter("type").filter(it -> !it.equals("TXT")).isEmpty()
        && request.parameter("name").filter(it -> !it.equals(text.name())).isEmpty()
        && request.parameter("content").filter(it -> !it.equals(text.value())).isEmpty();
  }

  private static ObjectNode recordJson(String id, TextRecord text) {
    return JSON.objectNode()
        .put("id", id)
        .put("name", text.name())
        .put("type", "TXT")
        .put("content", text.value())
        .put("proxied", false)
        .put("ttl", 120);
  }

  private ApiAnswer create(ApiRequest request, String zoneId) {
    var zone = zoneName(zoneId);
    var text = read(request.json(MEMBERS));
    if (!isIn(text, zone)) {
      throw new ApiRefusal(400, "DNS name %s is not in zone %s".formatted(text.name(), zone));
    }
    if (records.containsValue(text)) {
      throw new ApiRefusal(400, "An identical record already exists.");
    }
    var id = Account.random();
    account.publish(text);
    records.put(id, text);
    return success(recordJson(id, text));
  }

  private static TextRecord read(JsonNode json) {
    var isAutomatic = json.path("ttl").asInt() == 1;
    var isTimeToLive = json.path("ttl").asInt() >= 60 && json.path("ttl").asInt() <= 86_400;
    if (!json.path("type").asText().equals("TXT") || !(isAutomatic || isTimeToLive)) {
      throw new ApiRefusal(400, "DNS Validation Error");
    }
    return new TextRecord(json.path("name").asText(), json.path("content").asText());
  }

  private ApiAnswer delete(String zoneId, String id) {
    var text = records.get(id);
    if (text == null || !isIn(text, zoneName(zoneId))) {
      throw new ApiRefusal(404, "Record does not exist.");
    }
    account.withdraw(text);
    records.remove(id);
    return success(JSON.objectNode().put("id", id));
  }

  private static ApiAnswer list(List<ObjectNode> all) {
    var info =
        JSON.objectNode()
            .put("page", 1)
            .put("per_page", 100)
            .put("count", all.size())
            .put("total_count", all.size());
    var answer = successful(JSON.arrayNode().addAll(all)).set("result_info", info);
    return new ApiAnswer(200, answer.toString());
  }

  private static ApiAnswer success(JsonNode result) {
    return new ApiAnswer(200, successful(result).toString());
  }

  private static ObjectNode successful(JsonNode result) {
    var answer = JSON.objectNode();
    answer.set("result", result);
    answer.put("success", true).putArray("errors");
    answer.putArray("messages");
    return answer;
  }

  @Override
  public String error(int status, String message) {
    var answer = JSON.objectNode();
    answer.putNull("result");
    answer
        .put("success", false)
        .putArray("errors")
        .addObject()
        .put("code", status)
        .put("message", message);
    answer.putArray("messages");
    return answer.toString();
  }
}
