package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostAddressesTest {

  private static final HostPort HOST = new HostPort("ns1.example.com", 5353);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static InetAddress[] addresses(String... literals) {
    return Stream.of(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  @Test
  void fourOfBothFamiliesAreTakenInTurn() {
    var hosts =
        new HostAddresses(
            _ -> addresses("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4", "192.0.2.1"),
            PATIENCE);

    assertThat(hosts.of(HOST))
        .extracting(InetSocketAddress::getAddress)
        .containsExactly(addresses("2001:db8::1", "192.0.2.1", "2001:db8::2", "2001:db8::3"));
    assertThat(hosts.of(HOST)).extracting(InetSocketAddress::getPort).containsOnly(5353);
  }

  @Test
  void aLiteralIsLookedUpNowhere() {
    var hosts =
        new HostAddresses(
            host -> {
              throw new UnknownHostException(host);
            },
            PATIENCE);

    assertThat(hosts.of(new HostPort("2001:db8::53", 53)))
        .containsExactly(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::53"), 53));
    assertThatThrownBy(() -> hosts.of(HOST))
        .hasMessage("The name server ns1.example.com has no address.");
  }

  @Test
  void aLookUpThatHangsIsNotWaitedFor() {
    var never = new CountDownLatch(1);
    var hosts =
        new HostAddresses(
            _ -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return addresses();
            },
            Duration.ofMillis(50));

    assertThatThrownBy(() -> hosts.of(HOST))
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSTimedOut", DnsFailure::type)
        .returns(
            "The machine's resolvers do not tell the address of the name server ns1.example.com in time.",
            DnsFailure::message);
    never.countDown();
  }
}
