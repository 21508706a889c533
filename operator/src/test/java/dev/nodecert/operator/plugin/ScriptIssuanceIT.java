package dev.nodecert.operator.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.testing.DnsScenario;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.PowerDns;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates by acme.sh's own scripts, against the servers that they were written for. */
@WithOperator
class ScriptIssuanceIT {

  private final DnsScenario dns;
  private final Scenario scenario;

  ScriptIssuanceIT(
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
  void nsupdateProvesApexAndWildcardThoughItsRemovalTakesBoth() {
    dns.apply("script-plugin.yaml").apply("apex-and-wildcard.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());

    scenario.awaitCertificate(
        "pve1",
        c -> c.getStatus().records().isEmpty() && c.getMetadata().getFinalizers().isEmpty());
    assertThat(dns.challenges(dns.zone())).isEmpty();
  }

  @Test
  void twoCertificatesOfOneNameTakeTurnsWhereARemovalTakesAllValues() {
    dns.apply("script-plugin.yaml")
        .apply("domain.yaml")
        .apply("domain.yaml", text -> text.replace("name: pve1\n", "name: pve2\n"));

    scenario.awaitCertificate("pve1", Expect.ready());
    scenario.awaitCertificate("pve2", Expect.ready());
    dns.awaitTexts("_acme-challenge.pve1." + dns.zone(), 0);
  }

  @Test
  void whatAScriptSaysInVainIsForTheAdminsEyesAndMasked() {
    dns.apply("script-plugin.yaml", text -> text.replace("the-tsig-key", "another-key"))
        .apply("domain.yaml");

    var failed =
        scenario.awaitCertificate(
            "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);

    var failure = Objects.requireNonNull(failed.getStatus().failure());
    assertThat(failure.type()).isEqualTo("ProviderFailed");
    assertThat(failure.message())
        .isEqualTo(
            "pve1.%s: AcmePlugin %s could not add _acme-challenge.pve1.%1$s. The status of AcmePlugin %2$s says why."
                .formatted(dns.zone(), dns.plugin()));
    var plugin = dns.awaitPlugin(p -> p.getStatus() != null && p.getStatus().lastFailure() != null);
    var told = Objects.requireNonNull(plugin.getStatus().lastFailure());
    // What was perhaps added is removed, and that fails too: whichever was told last.
    assertThat(told.call()).endsWith(" _acme-challenge.pve1." + dns.zone());
    assertThat(told.output()).containsIgnoringCase("tsig");
  }

  @Test
  void powerDnsIsSpokenToByItsApi(PowerDns powerDns) {
    var zone = powerDns.newZone("example.com");
    dns.apply(
            "powerdns-plugin.yaml",
            text ->
                text.replace(
                        "http://192.0.2.54:8081", powerDns.api().toString().replaceFirst("/$", ""))
                    .replace("the-api-key", powerDns.apiKey())
                    .replace("192.0.2.54:5354", powerDns.nameServer())
                    .replace("the-powerdns-zone.example.com", zone))
        .apply("domain.yaml", text -> text.replace("pve1.the-zone.example.com", "pve1." + zone));

    scenario.awaitCertificate("pve1", Expect.ready());

    scenario.awaitCertificate("pve1", c -> c.getStatus().records().isEmpty());
    assertThat(powerDns.texts("_acme-challenge.pve1." + zone)).isEmpty();
  }
}
