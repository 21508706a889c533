package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.operator.challenge.dns01.RecordCheck;
import dev.nodecert.operator.dns.NameServers;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DnsPluginTest {

  @Test
  void withoutAWordTheMachinesNameServersAreAskedForTenMinutes() {
    assertThat(plugin("").check())
        .isEqualTo(
            new RecordCheck(
                Duration.ZERO, Optional.of(NameServers.of(List.of())), Duration.ofMinutes(10)));
  }

  @Test
  void whatSpecSaysHolds() {
    var plugin =
        plugin(
            """
            validationDelay: 1m30s
            propagation: {nameServers: ["192.0.2.53:5353"], timeout: 1h}
            """);

    assertThat(plugin.check())
        .isEqualTo(
            new RecordCheck(
                Duration.ofSeconds(90),
                Optional.of(NameServers.of(List.of("192.0.2.53:5353"))),
                Duration.ofHours(1)));
    assertThat(plugin.seesZone()).isTrue();
  }

  @Test
  void aZoneThatCannotBeSeenIsNotAskedFor() {
    var plugin = plugin("propagation: {skip: true}");

    assertThat(plugin.check().via()).isEmpty();
    assertThat(plugin.seesZone()).isFalse();
  }

  private static DnsPlugin plugin(String members) {
    return new DnsPlugin(
        Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: AcmePlugin
            metadata: {name: dns}
            spec:
              type: RFC2136
              rfc2136: {server: ns1.example.com}
              allow: [{namespaces: ["*"]}]
            """
                + members.indent(2),
            AcmePlugin.class));
  }
}
