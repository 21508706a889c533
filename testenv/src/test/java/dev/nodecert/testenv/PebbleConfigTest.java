package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PebbleConfigTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static JsonNode render(PebbleConfig config) throws JsonProcessingException {
    var text = config.json("127.0.0.1:1", "127.0.0.1:2", "server.crt", "server.key", 3);
    return JSON.readTree(text).path("pebble");
  }

  @Test
  void theStandardIsPebblesOwnWithoutSleeps() throws JsonProcessingException {
    var config = PebbleConfig.standard();

    assertThat(config.environment())
        .containsEntry("PEBBLE_WFE_NONCEREJECT", "5")
        .containsEntry("PEBBLE_AUTHZREUSE", "50")
        .containsEntry("PEBBLE_VA_NOSLEEP", "1")
        .containsEntry("PEBBLE_ALTERNATE_ROOTS", "0");
    assertThat(render(config))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "listenAddress": "127.0.0.1:1",
                  "managementListenAddress": "127.0.0.1:2",
                  "certificate": "server.crt",
                  "privateKey": "server.key",
                  "httpPort": 3,
                  "keyAlgorithm": "ecdsa",
                  "retryAfter": {"authz": 0, "order": 0},
                  "externalAccountBindingRequired": false,
                  "externalAccountMACKeys": {},
                  "profiles": {
                    "default": {"description": "default", "validityPeriod": 7776000},
                    "shortlived": {"description": "shortlived", "validityPeriod": 518400}
                  },
                  "domainBlocklist": [],
                  "caaIdentities": ["pebble.letsencrypt.org"]
                }
                """));
  }

  @Test
  void nothingIsRandomInAPredictableOne() {
    assertThat(PebbleConfig.predictable().environment())
        .containsEntry("PEBBLE_WFE_NONCEREJECT", "0")
        .containsEntry("PEBBLE_AUTHZREUSE", "0")
        .containsEntry("PEBBLE_VA_NOSLEEP", "1");
  }

  @Test
  void everyPartIsPassedOn() throws JsonProcessingException {
    var config =
        PebbleConfig.builder()
            .nonceRejectPercent(10)
            .authorizationReusePercent(20)
            .validationSleep(Duration.ofSeconds(3))
            .retryAfter(Duration.ofSeconds(4))
            .externalAccountKeys(Map.of("kid-1", "c2VjcmV0"))
            .profiles(Map.of("hour", Duration.ofHours(1)))
            .blockedDomains(List.of("blocked.example"))
            .caaIdentities(List.of("ca.example"))
            .alternateRoots(2)
            .build();

    assertThat(config.environment())
        .isEqualTo(
            Map.of(
                "PEBBLE_WFE_NONCEREJECT", "10",
                "PEBBLE_AUTHZREUSE", "20",
                "PEBBLE_VA_NOSLEEP", "0",
                "PEBBLE_VA_SLEEPTIME", "3",
                "PEBBLE_ALTERNATE_ROOTS", "2"));
    var json = render(config);
    assertThat(json.at("/retryAfter/order").asInt()).isEqualTo(4);
    assertThat(json.at("/externalAccountBindingRequired").asBoolean()).isTrue();
    assertThat(json.at("/externalAccountMACKeys/kid-1").asText()).isEqualTo("c2VjcmV0");
    assertThat(json.at("/profiles/hour/validityPeriod").asInt()).isEqualTo(3600);
    assertThat(json.at("/domainBlocklist/0").asText()).isEqualTo("blocked.example");
    assertThat(json.at("/caaIdentities/0").asText()).isEqualTo("ca.example");
  }
}
