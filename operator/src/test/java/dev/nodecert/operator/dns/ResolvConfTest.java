package dev.nodecert.operator.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvConfTest {

  @TempDir private Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("resolv.conf");
  }

  private static InetSocketAddress at(String literal) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), 53);
  }

  @Test
  void serversComeInTheirOrder() throws IOException {
    Files.writeString(
        file,
        """
        # nameserver 192.0.2.1
        search example.com
        nameserver 192.0.2.53
        \tnameserver\t2001:db8::53 # the other
        nameserver
        nameserver of.a.name
        nameserver fe80::1%no-such-interface
        options ndots:5
        nameserver 192.0.2.54\
        """);

    assertThat(new ResolvConf(file).servers())
        .containsExactly(at("192.0.2.53"), at("2001:db8::53"), at("192.0.2.54"));
  }

  @Test
  void aFileThatChangesIsReadAnew() throws IOException {
    var machine = new ResolvConf(file);
    Files.writeString(file, "nameserver 192.0.2.1\n");
    assertThat(machine.servers()).containsExactly(at("192.0.2.1"));

    Files.writeString(file, "nameserver 192.0.2.2\n");
    assertThat(machine.servers()).containsExactly(at("192.0.2.2"));
  }

  @Test
  void noneIsTold() {
    assertThatThrownBy(() -> new ResolvConf(file).servers())
        .asInstanceOf(type(DnsFailure.class))
        .returns("DNSServerNotFound", DnsFailure::type)
        .returns(
            file + " names no DNS resolver. Name one in the plugin's propagation.nameServers.",
            DnsFailure::message);
  }
}
