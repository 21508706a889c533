package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void aServerCanListenThere() throws IOException {
    try (var ports = new Ports();
        var server = new ServerSocket(ports.next(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(server.isBound()).isTrue();
    }
  }

  @Test
  void nobodyElseIsGivenThem() {
    try (var one = new Ports();
        var other = new Ports()) {
      var given =
          Stream.of(one, other).flatMap(ports -> Stream.generate(ports::next).limit(500)).toList();

      assertThat(given).doesNotHaveDuplicates();
    }
  }
}
