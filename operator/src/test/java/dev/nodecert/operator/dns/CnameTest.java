package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class CnameTest {

  private static final String NAME = "_acme-challenge.example.com";

  @RegisterExtension final FakeNameServers servers = new FakeNameServers();

  private final AuthoritativeDns dns = new AuthoritativeDns();

  private FakeNameServer server(String... lines) {
    var server = servers.start();
    return server.answers(zone(server, lines));
  }

  private static FakeZone zone(FakeNameServer server, String... lines) {
    return FakeZone.named(
        "example.com",
        Stream.concat(Stream.of("@ NS ns1", "ns1 A " + server.ip()), Stream.of(lines))
            .toArray(String[]::new));
  }

  private String follow(FakeNameServer... via) {
    return dns.followCname(NAME, FakeNameServers.via(via));
  }

  private DnsFailure failure(FakeNameServer... via) {
    return assertThatThrownBy(() -> follow(via)).asInstanceOf(type(DnsFailure.class)).actual();
  }

  private static String[] chain(int cnames) {
    return IntStream.range(0, cnames)
        .mapToObj(i -> "%s CNAME c%d".formatted(i == 0 ? "_acme-challenge" : "c" + i, i + 1))
        .toArray(String[]::new);
  }

  @Test
  void aNameWithoutOneLeadsToItself() {
    assertThat(follow(server())).isEqualTo(NAME);
    assertThat(follow(server("_acme-challenge TXT value"))).isEqualTo(NAME);
  }

  @Test
  void oneIsFollowed() {
    assertThat(follow(server("_acme-challenge CNAME Proof"))).isEqualTo("proof.example.com");
  }

  /** RFC 6672 section 3.1: it comes with the CNAME that it makes. */
  @Test
  void aDnameAboveIsFollowed() {
    var server = server("proof A 192.0.2.1");
    server.answers(
        zone(server)
            .but(
                NAME,
                Type.CNAME,
                zone(server, "_acme-challenge CNAME _acme-challenge.proof")
                    .edited(answer -> {
                      answer.addRecord(dname(), Section.ANSWER);
                      return answer;
                    })));

    assertThat(follow(server)).isEqualTo("_acme-challenge.proof.example.com");
  }

  private static DNAMERecord dname() {
    return new DNAMERecord(
        DnsNames.name("example.com"), DClass.IN, 60, DnsNames.name("proof.example.com"));
  }

  @Test
  void eightInARowAreFollowed() {
    assertThat(follow(server(chain(8)))).isEqualTo("c8.example.com");
  }

  @Test
  void nineInARowAreNot() {
    var server = server(chain(9));

    assertThat(failure(server))
        .returns("CNAMELoop", DnsFailure::type)
        .hasMessage("The CNAMEs at %s lead in a circle, or are more than 8.", NAME);
  }

  @Test
  void aCircleIsLeft() {
    var server = server("_acme-challenge CNAME other", "other CNAME _acme-challenge");

    assertThat(failure(server)).returns("CNAMELoop", DnsFailure::type);
    assertThat(server.queries()).filteredOn(query -> query.type().equals("CNAME")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\\.example.com.",
        "a\\010b.example.com.",
        "\\027[2J.example.com.",
        "a\\ b.example.com.",
        "\\226\\128\\174.example.com."
      })
  void aNameWithOtherCharactersIsRefusedInCleanText(String target) {
    assertThat(failure(server("_acme-challenge CNAME " + target)))
        .returns("CNAMEInvalid", DnsFailure::type)
        .extracting(DnsFailure::message)
        .asString()
        .matches("[ -~]+")
        .startsWith("The CNAME at " + NAME + " leads to a name with other characters than letters");
  }

  @Test
  void theNextServerIsAskedWhereOneFails() {
    var failing = servers.start(Answers.code(Rcode.SERVFAIL));
    var good = servers.start();
    good.answers(zone(good, "@ NS ns0", "ns0 A " + failing.ip(), "_acme-challenge CNAME proof"));

    assertThat(follow(good, failing)).isEqualTo("proof.example.com");
  }

  @Test
  void whatServersOnlyHaveFromOthersIsNotBelieved() {
    var server = server();
    server.answers(
        zone(server).but(NAME, Type.CNAME, zone(server, "_acme-challenge CNAME proof").hearsay()));

    assertThat(failure(server))
        .returns("DNSServerFailed", DnsFailure::type)
        .hasMessage(
            "No name server of example.com could be asked: ns1.example.com (%s) is not authoritative for it.",
            server.ip());
  }

  @Test
  void serversThatFailAreTold() {
    var server = server();
    server.answers(zone(server).but(NAME, Type.CNAME, Answers.code(Rcode.SERVFAIL)));

    assertThat(failure(server))
        .hasMessage(
            "No name server of example.com could be asked: ns1.example.com (%s) answers SERVFAIL.",
            server.ip());
  }

  @Test
  void aResolverIsNotAskedForNamesOnTheWay() {
    var server = server("_acme-challenge CNAME proof.sub");
    var resolver = servers.start(zone(server).hearsay());

    assertThat(follow(resolver, server)).isEqualTo("proof.sub.example.com");
    assertThat(resolver.queries())
        .isNotEmpty()
        .noneMatch(
            query -> query.name().contains("_acme-challenge") || query.name().contains("proof"));
  }
}
