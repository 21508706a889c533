package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.dns.TxtRecord;
import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.plugin.ScriptStates.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a removal finds of what an addition has left. */
class ScriptStatesTest {

  private static final TxtRecord RECORD = new TxtRecord("_acme-challenge.example.com", "value");
  private static final TxtRecord OTHER = new TxtRecord("_acme-challenge.example.com", "other");
  private static final Map<String, String> STATE = Map.of("domain.JOKER_id", "the id");

  @TempDir private Path folder;
  private SecretsStandIn secrets;

  @BeforeEach
  void start() throws IOException {
    secrets = SecretsStandIn.start();
    var scripts = Files.createDirectory(folder.resolve("dnsapi"));
    Files.writeString(scripts.resolve("dns_joker.sh"), "");
    Files.writeString(scripts.resolve("dns_cf.sh"), "");
  }

  @AfterEach
  void close() {
    secrets.close();
  }

  private ScriptStates states() {
    return new ScriptStates(secrets.store(), "nodecert");
  }

  private Owner owner(String api, TxtRecord record) {
    return new Owner("plugin", new DnsApis(folder).find(api).orElseThrow(), record);
  }

  @Test
  void whatARemovalNeedsOutlivesTheProcess() {
    states().put(owner("joker", RECORD), STATE);

    assertThat(states().get(owner("joker", RECORD))).isEqualTo(STATE);
    assertThat(states().get(owner("joker", OTHER))).isEmpty();
  }

  @Test
  void whatWasRemovedIsForgottenEverywhere() {
    var states = states();
    states.put(owner("joker", RECORD), STATE);

    states.discard(owner("joker", RECORD));

    assertThat(states.get(owner("joker", RECORD))).isEmpty();
    assertThat(secrets.names()).isEmpty();
  }

  @Test
  void allElseIsKeptInMemoryOnly() {
    var states = states();
    states.put(owner("cf", RECORD), STATE);

    assertThat(states.get(owner("cf", RECORD))).isEqualTo(STATE);
    assertThat(states.get(owner("cf", OTHER))).isEmpty();
    assertThat(secrets.names()).isEmpty();
  }

  @Test
  void aScriptThatLeavesNothingCostsNoSecret() {
    states().put(owner("joker", RECORD), Map.of());

    assertThat(secrets.names()).isEmpty();
  }
}
