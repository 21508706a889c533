package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.testing.DnsScenario;
import dev.nodecert.operator.testing.Expect;
import dev.nodecert.operator.testing.RunningOperator;
import dev.nodecert.operator.testing.Scenario;
import dev.nodecert.operator.testing.WithOperator;
import dev.nodecert.testenv.AuditRecords;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.Pebble;
import dev.nodecert.testenv.PebbleWith;
import dev.nodecert.testenv.TestNamespace;
import dev.nodecert.testenv.Zone;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Certificates by dns-01, proven in BIND by dynamic updates and validated there by the CA. */
@WithOperator
class DnsIssuanceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /** As long as a challenge's value. */
  private static final String DIGEST = "x".repeat(43);

  private final Cluster cluster;
  private final Bind bind;
  private final DnsScenario dns;
  private final Scenario scenario;

  DnsIssuanceIT(
      Cluster cluster,
      KubernetesClient client,
      RunningOperator operator,
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind,
      TestNamespace namespace) {
    this.cluster = cluster;
    this.bind = bind;
    this.scenario = new Scenario(client, operator, pebble, namespace);
    this.dns = new DnsScenario(client, scenario, bind);
  }

  @AfterEach
  void close() {
    dns.close();
  }

  @Test
  void aRecordProvesTheNameAndIsGoneAfterwards() {
    dns.apply("plugin.yaml").apply("domain.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(sans(certificate)).containsExactly("pve1." + dns.zone());
    awaitTidy();
    assertThat(dns.challenges("pve1." + dns.zone())).isEmpty();
  }

  /** Eight, and one more status where the CA is quicker than the removal of the record. */
  @Test
  void aNewCertificateCostsNoMoreThanNineWritesAndTwoEvents() {
    dns.apply("plugin.yaml");
    scenario.awaitAccount(Expect.registered());
    var mark = cluster.audit().mark();
    dns.apply("domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    awaitTidy();

    Awaitility.await().atMost(PATIENCE).until(() -> writes(mark).of("events").size() == 2);
    assertThat(writes(mark).without("events"))
        .satisfies(writes -> assertThat(writes.size()).as("%s", writes).isLessThanOrEqualTo(9));
  }

  @Test
  void theApexAndItsWildcardAreProvenSideBySide() {
    dns.apply("plugin.yaml").apply("apex-and-wildcard.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(sans(certificate)).containsExactlyInAnyOrder(dns.zone(), "*." + dns.zone());
    awaitTidy();
    assertThat(dns.challenges(dns.zone())).isEmpty();
  }

  @Test
  void anAliasIsWrittenInsteadOnceItsCnameIsThere() {
    var domain = "pve1." + dns.otherZone();
    var target = "_acme-challenge.val." + dns.zone();
    dns.apply("plugin.yaml").apply("alias.yaml");

    var failed =
        scenario.awaitCertificate(
            "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);
    var failure = Objects.requireNonNull(failed.getStatus().failure());
    assertThat(failure.type()).isEqualTo("CNAMEMissing");
    assertThat(failure.message())
        .endsWith(
            "Create this record for %s: _acme-challenge.%1$s. CNAME %s.".formatted(domain, target));
    assertThat(failed.getStatus().issuance()).isNull();
    assertThat(scenario.events("OrderCreated")).isEmpty();

    dns.cname(domain, target).apply("alias.yaml", text -> text + "    profile: default\n");

    scenario.awaitCertificate("pve1", Expect.ready());
    awaitTidy();
    assertThat(dns.texts(target)).isEmpty();
  }

  @Test
  void aDomainThatDoesNotExistIsToldBeforeTheCAIsAsked() {
    bind.add(Zone.named("org.uk"));
    dns.apply("plugin.yaml")
        .apply("domain.yaml", text -> text.replace("the-zone.example.com", "not-there.org.uk"));

    var failed =
        scenario.awaitCertificate(
            "pve1", c -> c.getStatus() != null && c.getStatus().failure() != null);

    var failure = Objects.requireNonNull(failed.getStatus().failure());
    assertThat(failure.type()).isEqualTo("DNSDomainNotFound");
    assertThat(failure.message())
        .startsWith("pve1.not-there.org.uk: The domain not-there.org.uk does not exist (NXDOMAIN)");
    assertThat(failure.retryAt()).isNotNull();
    assertThat(failed.getStatus().issuance()).isNull();
    assertThat(scenario.events("OrderCreated")).isEmpty();
  }

  @Test
  void anExactNameIsWrittenAsAcmeDnsGivesItOut() {
    dns.cname("pve1." + dns.otherZone(), "8e57." + dns.zone())
        .apply("plugin.yaml")
        .apply("challenge-record.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aCnameIsFollowedWhereThePluginMayWrite() {
    dns.cname("pve1." + dns.otherZone(), "proof." + dns.zone())
        .apply("plugin.yaml")
        .apply("followed.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aZoneThatThePluginMayNotWriteIsRefused() {
    dns.apply("plugin.yaml").apply("followed.yaml");

    scenario.awaitCertificate("pve1", Expect.stalledCertificate("ZoneNotAllowed"));
  }

  @Test
  void pluginsAreCombinedInOneCertificate() {
    var web = "web." + dns.zone();
    bind.addAddress(web, scenario.proxy().address());
    dns.apply("plugin.yaml").apply("two-ways.yaml");

    var certificate = scenario.awaitCertificate("pve1", Expect.ready());

    assertThat(sans(certificate)).containsExactlyInAnyOrder(web, "*." + dns.zone());
    assertThat(scenario.proxy().requests()).isNotEmpty();
  }

  @Test
  void aPluginThatComesLaterIsWaitedFor() {
    dns.apply("domain.yaml");
    scenario.awaitCertificate("pve1", Expect.stalledCertificate("PluginNotFound"));

    dns.apply("plugin.yaml");

    scenario.awaitCertificate("pve1", Expect.ready());
  }

  @Test
  void aPluginThatIsDisabledInTheMiddleTakesItsRecordWithIt() {
    orderThatWaitsWithItsRecordSet();

    dns.apply("plugin.yaml", text -> text + "  disabled: true\n");

    scenario.awaitCertificate("pve1", Expect.stalledCertificate("PluginDisabled"));
    dns.awaitTexts(challengeName(), 0);
  }

  @Test
  void aPluginThatIsDeletedInTheMiddleIsToldAndItsRecordLetGo() {
    orderThatWaitsWithItsRecordSet();

    dns.deletePlugin();

    scenario.awaitCertificate("pve1", Expect.stalledCertificate("PluginNotFound"));
    awaitTidy();
    Awaitility.await().atMost(PATIENCE).until(() -> scenario.events("RecordLeft").size() == 1);
  }

  @Test
  void aCertificateThatIsDeletedInTheMiddleTakesItsRecordWithIt() {
    orderThatWaitsWithItsRecordSet();

    scenario.deleteCertificate("pve1");

    Awaitility.await().atMost(PATIENCE).until(() -> scenario.certificate("pve1").isEmpty());
    assertThat(dns.texts(challengeName())).isEmpty();
  }

  @Test
  void anotherSpecInTheMiddleLeavesNoRecord() {
    orderThatWaitsWithItsRecordSet();

    dns.apply("plugin.yaml")
        .apply("domain.yaml", text -> text.replace("pve1.the-zone", "pve2.the-zone"));

    scenario.awaitCertificate("pve1", Expect.ready());
    awaitTidy();
    assertThat(dns.texts(challengeName())).isEmpty();
  }

  private AuditRecords writes(long mark) {
    return cluster
        .audit()
        .since(mark)
        .byUserAgent(RunningOperator.USER_AGENT)
        .writes()
        .inNamespace(scenario.namespace());
  }

  @Test
  void twoCertificatesProveTheSameNameAtTheSameTime() {
    dns.apply("plugin.yaml")
        .apply("domain.yaml")
        .apply("domain.yaml", text -> text.replace("name: pve1\n", "name: pve2\n"));

    scenario.awaitCertificate("pve1", Expect.ready());
    scenario.awaitCertificate("pve2", Expect.ready());
    dns.awaitTexts(challengeName(), 0);
  }

  @Test
  void aForgedListOfRecordsTakesNothingAwayThatIsNotAChallenges() {
    var precious = "precious." + dns.zone();
    var foreign = "precious." + dns.otherZone();
    bind.addText(precious, "v=spf1 -all");
    bind.addText(foreign, DIGEST);
    dns.apply("plugin.yaml").apply("domain.yaml");
    scenario.awaitCertificate("pve1", Expect.ready());
    awaitTidy();

    scenario.writeRecords(
        "pve1", List.of(record(precious, "v=spf1 -all"), record(foreign, DIGEST)));
    dns.apply("domain.yaml", text -> text + "  deletionPolicy: Retain\n");

    awaitTidy();
    assertThat(dns.texts(precious)).containsExactly("v=spf1 -all");
    assertThat(dns.texts(foreign)).containsExactly(DIGEST);
  }

  private ChallengeRecord record(String name, String value) {
    return new ChallengeRecord(name, value, dns.plugin(), Instant.parse("2026-11-24T12:00:00Z"));
  }

  private void orderThatWaitsWithItsRecordSet() {
    dns.apply("plugin.yaml", text -> text + "  validationDelay: 1h\n").apply("domain.yaml");
    dns.awaitTexts(challengeName(), 1);
  }

  private String challengeName() {
    return "_acme-challenge.pve1." + dns.zone();
  }

  /** No record is listed any more, and no finalizer holds the object. */
  private void awaitTidy() {
    scenario.awaitCertificate(
        "pve1",
        c -> c.getStatus().records().isEmpty() && c.getMetadata().getFinalizers().isEmpty());
  }

  private static List<String> sans(NodeCertificate certificate) {
    return Objects.requireNonNull(certificate.getStatus().certificate()).sans();
  }
}
