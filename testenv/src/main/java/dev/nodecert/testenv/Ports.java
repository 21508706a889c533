package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of 127.0.0.1 for servers that must be told one, theirs until this is closed.
 *
 * <p>No other JVM is given the same port, as each is reserved by listening on it at a loopback
 * address that nothing else uses; and no outgoing connection takes it before the server does, as
 * they lie below the kernel's ephemeral range (32768 and up).
 */
public final class Ports implements AutoCloseable {

  private static final int FIRST = 20_000;
  private static final int LAST = 32_000;
  private static final InetAddress RESERVATIONS = Loopback.address(127, 110, 111, 100);

  private final List<ServerSocket> reservations = new ArrayList<>();

  /**
   * A port that is free for TCP and UDP.
   *
   * @throws IllegalStateException when none is left
   */
  public synchronized int next() {
    for (int attempt = 0; attempt < LAST - FIRST; attempt++) {
      var port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (reserve(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No free port from %d to %d".formatted(FIRST, LAST));
  }

  private boolean reserve(int port) {
    ServerSocket reservation;
    try {
      reservation = new ServerSocket(port, 1, RESERVATIONS);
    } catch (IOException reserved) {
      return false;
    }
    reservations.add(reservation);
    return isFree(port);
  }

  private static boolean isFree(int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var tcp = new ServerSocket(port, 1, address.getAddress());
        var udp = new DatagramSocket(address)) {
      return tcp.isBound() && udp.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  @Override
  public synchronized void close() {
    for (var reservation : reservations) {
      try {
        reservation.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
