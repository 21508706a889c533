package dev.nodecert.testenv.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** OVHcloud's API, version 1.0, as far as it is about zones and their TXT records. */
final class OvhApi implements ProviderApi {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String TIME = "/1.0/auth/time";
  private static final String ZONE = "/1.0/domain/zone/([^/]+)";
  private static final String RECORDS = ZONE + "/record";
  private static final String RECORD = RECORDS + "/([0-9]+)";
  private static final Set<String> MEMBERS = Set.of("fieldType", "subDomain", "target", "ttl");
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final Account account;
  private final String applicationKey = Account.random();
  private final String applicationSecret = Account.random();
  private final String consumerKey = Account.random();
  private final Map<Long, Entry> records = new TreeMap<>();
  private final Set<Entry> published = new HashSet<>();
  private long lastId = 5_000_000_000L;

  private record Entry(String zone, String subDomain, String target) {

    TextRecord text() {
      return new TextRecord(subDomain.isEmpty() ? zone : subDomain + "." + zone, target);
    }
  }

  OvhApi(Account account) {
    this.account = account;
  }

  @Override
  public String name() {
    return "ovh";
  }

  @Override
  public String host() {
    return "eu.api.ovh.com";
  }

  @Override
  public Map<String, String> credentials() {
    return Map.of("OVH_AK", applicationKey, "OVH_AS", applicationSecret, "OVH_CK", consumerKey);
  }

  @Override
  public void authorize(ApiRequest request) {
    if (request.target().equals(TIME)) {
      return;
    }
    if (!has(request, "X-Ovh-Application", applicationKey)) {
      throw new ApiRefusal(403, "INVALID_KEY");
    }
    if (!has(request, "X-Ovh-Consumer", consumerKey)) {
      throw new ApiRefusal(403, "INVALID_CREDENTIAL");
    }
    var timestamp = request.header("X-Ovh-Timestamp").orElse("");
    if (!has(request, "X-Ovh-Signature", signature(request, timestamp)) || !isNow(timestamp)) {
      throw new ApiRefusal(400, "INVALID_SIGNATURE");
    }
  }

  private static boolean has(ApiRequest request, String header, String value) {
    return request.header(header).filter(value::equals).isPresent();
  }

  private String signature(ApiRequest request, String timestamp) {
    var url = "https://" + host() + request.target();
    var signed =
        String.join(
            "+", applicationSecret, consumerKey, request.method(), url, request.body(), timestamp);
    return "$1$" + sha1(signed);
  }

  private static String sha1(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-1", e);
    }
  }

  private static boolean isNow(String timestamp) {
    return timestamp.matches("[0-9]{1,12}")
        && Math.abs(Long.parseLong(timestamp) - now()) <= CLOCK_SKEW_SECONDS;
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.of("GET", TIME, (request, groups) -> new ApiAnswer(200, Long.toString(now()))),
        Route.of("GET", "/1.0/domain", (request, groups) -> domains()),
        Route.of("GET", ZONE, (request, groups) -> zone(groups.getFirst())),
        Route.of("GET", RECORDS, (request, groups) -> find(request, groups.getFirst())),
        Route.of("POST", RECORDS, (request, groups) -> create(request, groups.getFirst())),
        Route.of("GET", RECORD, (request, groups) -> read(groups)),
        Route.of("DELETE", RECORD, (request, groups) -> delete(groups)),
        Route.of("POST", ZONE + "/refresh", (request, groups) -> refresh(groups.getFirst())));
  }

  private ApiAnswer domains() {
    var names = JSON.arrayNode();
    account.zones().forEach(names::add);
    return answer(names);
  }

  private ApiAnswer zone(String zone) {
    requireZone(zone);
    return answer(JSON.objectNode().put("name", zone).put("dnssecSupported", true));
  }

  private void requireZone(String zone) {
    if (!account.zones().contains(zone)) {
      throw new ApiRefusal(404, "This service does not exist");
    }
  }

  private ApiAnswer find(ApiRequest request, String zone) {
    requireZone(zone);
    request.requireParameters(Set.of("fieldType", "subDomain"));
    var ids = JSON.arrayNode();
    records.forEach((id, entry) -> {
      if (entry.zone().equals(zone) && isWanted(entry, request)) {
        ids.add(id);
      }
    });
    return answer(ids);
  }

  private static boolean isWanted(Entry entry, ApiRequest request) {
    return request.parameter("fieldType").filter(it -> !it.equals("TXT")).isEmpty()
        && request.parameter("subDomain").filter(it -> !it.equals(entry.subDomain())).isEmpty();
  }

  private ApiAnswer create(ApiRequest request, String zone) {
    requireZone(zone);
    var entry = entry(zone, request.json(MEMBERS));
    var id = ++lastId;
    records.put(id, entry);
    return answer(json(id, entry));
  }

  private static Entry entry(String zone, JsonNode json) {
    if (!json.path("fieldType").asText().equals("TXT") || json.path("ttl").asInt() < 60) {
      throw new ApiRefusal(400, "Invalid zone record");
    }
    return new Entry(zone, json.path("subDomain").asText(), json.path("target").asText());
  }

  private static ObjectNode json(long id, Entry entry) {
    return JSON.objectNode()
        .put("id", id)
        .put("zone", entry.zone())
        .put("subDomain", entry.subDomain())
        .put("fieldType", "TXT")
        .put("target", "\"%s\"".formatted(entry.target()))
        .put("ttl", 60);
  }

  private ApiAnswer read(List<String> zoneAndId) {
    return answer(json(idOf(zoneAndId), entryOf(zoneAndId)));
  }

  private static long idOf(List<String> zoneAndId) {
    return Long.parseLong(zoneAndId.getLast());
  }

  private Entry entryOf(List<String> zoneAndId) {
    requireZone(zoneAndId.getFirst());
    var entry = records.get(idOf(zoneAndId));
    if (entry == null || !entry.zone().equals(zoneAndId.getFirst())) {
      throw new ApiRefusal(404, "There is no record " + zoneAndId.getLast());
    }
    return entry;
  }

  private ApiAnswer delete(List<String> zoneAndId) {
    records.remove(idOf(zoneAndId), entryOf(zoneAndId));
    return new ApiAnswer(200, "null");
  }

  /** Only now are changes seen in the DNS. */
  private ApiAnswer refresh(String zone) {
    requireZone(zone);
    records.values().stream()
        .filter(it -> it.zone().equals(zone))
        .filter(published::add)
        .forEach(it -> account.publish(it.text()));
    var gone =
        published.stream()
            .filter(it -> it.zone().equals(zone) && !records.containsValue(it))
            .toList();
    gone.forEach(it -> account.withdraw(it.text()));
    gone.forEach(published::remove);
    return new ApiAnswer(200, "null");
  }

  private static ApiAnswer answer(JsonNode json) {
    return new ApiAnswer(200, json.toString());
  }

  /** Where the message is all capitals, it is an error code. */
  @Override
  public String error(int status, String message) {
    var error = JSON.objectNode().put("class", "Client::Error").put("message", message);
    if (message.matches("[A-Z_]+")) {
      error.put("errorCode", message).put("httpCode", status + " Error");
    }
    return error.toString();
  }
}
