package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A certificate goes from one CA to another by naming another account. */
@WithOperator
class StagingToProductionIT {

  private static final String DOMAIN = "pve1.one.example.com";

  private final KubernetesClient client;
  private final Pebble staging;
  private final Pebble production;
  private final Scenario scenario;
  private final NodeProxy proxy;

  StagingToProductionIT(
      KubernetesClient client,
      RunningOperator operator,
      Pebble staging,
      @PebbleWith(caaIdentities = "production.example.com") Pebble production,
      TestNamespace namespace) {
    this.client = client;
    this.staging = staging;
    this.production = production;
    this.scenario = new Scenario(client, operator, staging, namespace);
    this.proxy = NodeProxy.start(production.httpPort(), namespace.name(), operator.solver());
  }

  @AfterEach
  void close() {
    client.resources(AcmeAccount.class).withName(productionAccount()).delete();
    proxy.close();
    scenario.close();
  }

  @Test
  void theOldCertificateIsServedUntilTheNewOneIsIn() {
    scenario.serve(DOMAIN).apply("account.yaml").apply("one-domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    var tried = served();
    assertThat(isIssuedBy(staging, tried)).isTrue();

    scenario.apply("one-domain-in-production.yaml");
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("AccountNotFound"));
    assertThat(served()).isEqualTo(tried);

    trustProduction();
    production.dns().addAddress(DOMAIN, proxy.address());
    scenario.apply(
        "account-in-production.yaml",
        text ->
            text.replace(
                "https://production.example.com/directory", production.directory().toString()));
    var certificate = scenario.awaitCertificate("pve1", Expect.ready()).getStatus().certificate();

    assertThat(isIssuedBy(production, served())).isTrue();
    assertThat(certificate).isNotNull();
    assertThat(certificate.account()).isEqualTo(productionAccount());
  }

  private void trustProduction() {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(RunningOperator.NAMESPACE)
                .withName(productionAccount())
                .endMetadata()
                .addToData("ca.crt", production.httpsCaPem())
                .build())
        .create();
  }

  private String productionAccount() {
    return scenario.account() + "-production";
  }

  private CertificateChain served() {
    try {
      return TlsSecret.of(scenario.secret("pve1-tls").orElseThrow()).chain();
    } catch (DamagedSecretException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isIssuedBy(Pebble ca, CertificateChain chain) {
    var issuer = chain.issuers().getLast().getIssuerX500Principal();
    return ca.roots().stream().anyMatch(root -> root.getSubjectX500Principal().equals(issuer));
  }
}
