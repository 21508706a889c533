package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The addresses of a node, its services and its pods: a part of 198.19.0.0/16, which is set aside
 * for tests (RFC 2544), and no other JVM's until this is closed. The machine reaches all of them by
 * a link to the node.
 */
final class NodeAddresses implements AutoCloseable {

  /** As many as there are parts below 198.19.240.0. */
  private static final int NODES = 15;

  /** Of the second number of such an address; a part has that many. */
  private static final int PART = 16;

  private static final int API_PORT = 6443;

  /** Below {@link Ports}. */
  private static final int FIRST_RESERVATION = 19_000;

  private static final InetAddress RESERVATIONS = Loopback.address(127, 110, 111, 100);

  private final int number;
  private final ServerSocket reservation;

  private NodeAddresses(int number, ServerSocket reservation) {
    this.number = number;
    this.reservation = reservation;
  }

  /**
   * Addresses that no other node has.
   *
   * @throws IllegalStateException when none are left
   */
  static NodeAddresses reserve() {
    return IntStream.range(0, NODES)
        .mapToObj(NodeAddresses::reserve)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("There are %d nodes on this machine".formatted(NODES)));
  }

  private static Optional<NodeAddresses> reserve(int number) {
    try {
      var reservation = new ServerSocket(FIRST_RESERVATION + number, 1, RESERVATIONS);
      return Optional.of(new NodeAddresses(number, reservation));
    } catch (IOException reserved) {
      return Optional.empty();
    }
  }

  /** The machine's end of the link. */
  String link() {
    return "nodecert" + number;
  }

  /** The machine's own address on the link. */
  String machine() {
    return address(0, 1);
  }

  /** The node's address. */
  String node() {
    return address(0, 2);
  }

  /** Where the API server is for everyone but pods. */
  URI api() {
    return URI.create("https://%s:%d".formatted(node(), API_PORT));
  }

  int apiPort() {
    return API_PORT;
  }

  /** The service {@code kubernetes}, by which pods reach the API server. */
  String apiService() {
    return address(4, 1);
  }

  /** The cluster's DNS. */
  String dnsService() {
    return address(4, 10);
  }

  /** The range of all addresses here. */
  String network() {
    return address(0, 0) + "/20";
  }

  String services() {
    return address(4, 0) + "/22";
  }

  String pods() {
    return address(8, 0) + "/24";
  }

  private String address(int third, int fourth) {
    return "198.19.%d.%d".formatted(number * PART + third, fourth);
  }

  @Override
  public void close() {
    try {
      reservation.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
