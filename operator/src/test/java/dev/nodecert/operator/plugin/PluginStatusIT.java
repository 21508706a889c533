package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.testing.DnsScenario;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an admin is told of a plugin, and what becomes of those who name it. */
@WithOperator
class PluginStatusIT {

  private final DnsScenario dns;
  private final Scenario scenario;

  PluginStatusIT(
      KubernetesClient client,
      RunningOperator operator,
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind,
      TestNamespace namespace) {
    this.scenario = new Scenario(client, operator, pebble, namespace);
    this.dns = new DnsScenario(client, scenario, bind);
  }

  @AfterEach
  void close() {
    dns.close();
  }

  @Test
  void aSecretIsReadByConsentOnlyAndItsUsersGoOnOnceItIsGiven() {
    dns.apply("plugin.yaml", text -> text.replace("nodecert.dev/allow-read", "unread"))
        .apply("domain.yaml");

    var refused = dns.awaitPlugin(stalled("SecretNotReadable"));
    assertThat(message(refused))
        .endsWith(
            "kubectl label secret -n nodecert %s nodecert.dev/allow-read=true"
                .formatted(dns.plugin()));
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("PluginNotReady"));

    dns.apply("plugin.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aMissingEntryIsNamed() {
    dns.apply("plugin.yaml", text -> text.replace("key: tsig", "key: other"));

    assertThat(message(dns.awaitPlugin(stalled("SecretEntryMissing"))))
        .isEqualTo(
            "spec.rfc2136.tsig.secretRef names entry other of Secret nodecert/%s, which has no such"
                    .formatted(dns.plugin())
                + " entry. Add it.");
  }

  @Test
  void aKeyThatIsNoBase64IsToldWithoutIt() {
    dns.apply("plugin.yaml", text -> text.replace("the-tsig-secret", "\"not base64 at all!\""));

    assertThat(message(dns.awaitPlugin(stalled("TSIGKeyInvalid"))))
        .contains("is no key in base64")
        .doesNotContain("at all");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsTriedAgain() {
    dns.apply("plugin.yaml", text -> text.replace("the-tsig-key", "another-key"))
        .apply("domain.yaml");

    var failed =
        scenario.awaitCertificate(
            "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);

    var failure = Objects.requireNonNull(failed.getStatus().failure());
    assertThat(failure.type()).isEqualTo("DNSNotAuthorized");
    assertThat(failure.message()).contains("does not know key another-key");
    assertThat(failure.retryAt()).isAfter(failure.at());
    assertThat(failed).matches(Expect.stalledCertificate("").negate());
  }

  @Test
  void anApiThatAcmeShDoesNotHaveIsTold() {
    dns.apply("script-plugin.yaml", text -> text.replace("api: nsupdate", "api: nosuchapi"));

    assertThat(message(dns.awaitPlugin(stalled("APINotFound"))))
        .isEqualTo(
            "acme.sh has no dnsapi script nosuchapi. docs/dns-providers.md lists those that there"
                + " are.");
  }

  @Test
  void aVariableThatWouldRunCodeIsNamedWhereverItStands() {
    dns.apply(
        "script-plugin.yaml",
        text -> text.replace("NSUPDATE_SERVER_PORT: \"5353\"", "BASH_ENV: /tmp/canary"));
    assertThat(message(dns.awaitPlugin(stalled("SettingRefused")))).startsWith("BASH_ENV would");

    dns.apply(
        "script-plugin.yaml",
        text -> text.replace("  key-file: |", "  LD_PRELOAD: /tmp/canary\n  key-file: |"));
    dns.awaitPlugin(plugin ->
        stalled("SettingRefused").test(plugin) && message(plugin).startsWith("LD_PRELOAD would"));
  }

  private static Predicate<AcmePlugin> stalled(String reason) {
    return plugin ->
        plugin.getStatus() != null
            && Conditions.find(plugin.getStatus().conditions(), ConditionType.STALLED)
                .filter(condition -> condition.reason().equals(reason))
                .isPresent();
  }

  private static String message(AcmePlugin plugin) {
    return Conditions.find(plugin.getStatus().conditions(), ConditionType.READY)
        .orElseThrow()
        .message();
  }
}
