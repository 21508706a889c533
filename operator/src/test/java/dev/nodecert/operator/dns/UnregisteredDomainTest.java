package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** Domains that do not exist are found before any CA is asked; nothing else is taken for one. */
class UnregisteredDomainTest {

  private static final String RECORD = "_acme-challenge.pve1.example.com";

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private final AuthoritativeDns dns = new AuthoritativeDns();

  private FakeNameServer serving(String zone, String... lines) {
    var server = servers.start();
    return server.answers(zone(zone, server, lines));
  }

  private static FakeZone zone(String name, FakeNameServer server, String... lines) {
    return FakeZone.named(
        name,
        Stream.concat(Stream.of("@ NS ns1.nic", "ns1.nic A " + server.ip()), Stream.of(lines))
            .toArray(String[]::new));
  }

  private void assertMissing(String domain, String record, FakeNameServer... via) {
    assertThatThrownBy(() -> dns.followCname(RECORD, FakeNameServers.via(via)))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSDomainNotFound", DnsFailure::type)
        .returns(
            "The domain %s does not exist (NXDOMAIN), so there is no zone that %s could be in: correct the name, register the domain, or name the servers that know it in the plugin's propagation.nameServers."
                .formatted(domain, record),
            DnsFailure::message);
  }

  private void assertFound(FakeNameServer... via) {
    assertThat(dns.followCname(RECORD, FakeNameServers.via(via))).isEqualTo(RECORD);
  }

  @Test
  void whatTheRegistrysServersDoNotKnowDoesNotExist() {
    assertMissing("example.com", RECORD, serving("com"));
  }

  @Test
  void whereACnameLeadsToMustExist() {
    var registry = serving("com");
    var own = servers.start();
    own.answers(zone("example.com", own, "_acme-challenge.pve1 CNAME val.typo.com."));
    registry.answers(
        zone("com", registry, "example NS ns1.nic.example", "ns1.nic.example A " + own.ip()));

    assertMissing("typo.com", "val.typo.com", registry, own);
  }

  @Test
  void aDomainWithoutRecordsOfItsOwnExists() {
    assertFound(serving("example.com"));
  }

  /** As some registries did for years. */
  @Test
  void aDomainThatTheRegistryServesItselfExists() {
    assertFound(serving("com", "example A 192.0.2.1"));
  }

  @Test
  void whatAResolverHasKeptCountsLessThanTheRegistry() {
    var own = serving("example.com");
    var registry = servers.start();
    registry.answers(
        zone("com", registry, "example NS ns1.nic.example", "ns1.nic.example A " + own.ip()));
    var resolver = servers.start(zone("com", registry).hearsay());

    assertFound(resolver, registry, own);
  }

  @Test
  void whatAResolverDeniesAndTheRegistryServesItselfExists() {
    var registry = serving("com", "example A 192.0.2.1");
    var resolver = servers.start(zone("com", registry).hearsay());

    assertFound(resolver, registry);
  }

  @Test
  void whereTheRegistryIsNotReachedAResolversWordCounts() {
    var registry = servers.start();
    var resolver = servers.start(zone("com", registry).hearsay());
    registry.close();

    assertMissing("example.com", RECORD, resolver, registry);
  }

  @Test
  void whereNobodyCanTellTheDomainIsNotRefused() {
    var registry = servers.start();
    registry.answers(
        zone("com", registry).but("example.com", Type.SOA, Answers.code(Rcode.SERVFAIL)));

    assertFound(registry);
  }

  @Test
  void aPrivateTopLevelDomainIsAZoneLikeAnother() {
    var server = serving("lan");

    assertThat(dns.followCname("_acme-challenge.pve1.lan", FakeNameServers.via(server)))
        .isEqualTo("_acme-challenge.pve1.lan");
  }

  @Test
  void aTopLevelDomainThatDoesNotExistIsToldWithoutTheRootsServers() {
    var resolver = serving(".");

    assertMissing("com", RECORD, resolver);
    assertThat(resolver.queries()).extracting(FakeNameServer.Query::type).containsOnly("SOA");
  }

  @Test
  void aZoneOfTheInsideIsFoundByTheServersThatKnowIt() {
    var outside = serving("com");
    var inside = serving("example.com");

    assertFound(inside, outside);
  }
}
