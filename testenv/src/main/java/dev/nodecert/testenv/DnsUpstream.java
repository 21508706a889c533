package dev.nodecert.testenv;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The server behind a {@link DnsRelay}, and what it makes of a message that something befalls.
 *
 * @param server address and port
 */
record DnsUpstream(InetSocketAddress server) {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DELAY = Duration.ofSeconds(2);
  private static final int LARGEST_MESSAGE = 65_535;

  /** From where it is asked: it is to see each client's own address. */
  static InetSocketAddress sourceFor(InetAddress client) {
    var source = client instanceof Inet4Address ? client : InetAddress.getLoopbackAddress();
    return new InetSocketAddress(source, 0);
  }

  /** Its answer to a message. */
  byte[] ask(byte[] message, InetAddress client) throws IOException {
    try (var socket = new DatagramSocket(sourceFor(client))) {
      socket.connect(server);
      socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      socket.send(new DatagramPacket(message, message.length));
      var answer = new DatagramPacket(new byte[LARGEST_MESSAGE], LARGEST_MESSAGE);
      socket.receive(answer);
      return Arrays.copyOf(answer.getData(), answer.getLength());
    }
  }

  /** What the client hears of a message that a fault befalls, if it hears anything. */
  Optional<byte[]> ask(byte[] message, InetAddress client, DnsFault fault) throws IOException {
    return switch (fault) {
      case LOST, CLOSED -> Optional.empty();
      case ANSWER_LOST -> {
        ask(message, client);
        yield Optional.empty();
      }
      case DELAY -> {
        pause(DELAY);
        yield Optional.of(ask(message, client));
      }
      case SERVFAIL, REFUSED, BADTIME, GARBAGE -> Optional.of(DnsFaultAnswer.of(fault, message));
    };
  }

  static void pause(Duration duration) throws IOException {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("The relay is being closed");
    }
  }
}
