package dev.nodecert.testenv;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a DNS server an address that no interface has, for UDP and TCP. The server sees each
 * client's own IPv4 address, for all of 127.0.0.0/8 may be sent from.
 */
final class DnsRelay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DnsRelay.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int LARGEST_MESSAGE = 65_535;

  private final InetSocketAddress server;
  private final DatagramSocket datagrams;
  private final ServerSocket listener;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<DnsQuery> queries = new ConcurrentLinkedQueue<>();

  private DnsRelay(InetSocketAddress server, DatagramSocket datagrams, ServerSocket listener) {
    this.server = server;
    this.datagrams = datagrams;
    this.listener = listener;
  }

  /**
   * Starts a relay.
   *
   * @param address where it listens
   * @param server port of 127.0.0.1
   */
  static DnsRelay start(InetSocketAddress address, int server) {
    try {
      var relay =
          new DnsRelay(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server),
              new DatagramSocket(address),
              new ServerSocket(address.getPort(), 0, address.getAddress()));
      relay.exchanges.execute(relay::receive);
      relay.exchanges.execute(relay::accept);
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void receive() {
    while (!datagrams.isClosed()) {
      try {
        var query = new DatagramPacket(new byte[LARGEST_MESSAGE], LARGEST_MESSAGE);
        datagrams.receive(query);
        exchanges.execute(() -> forward(query));
      } catch (IOException e) {
        log.debug("no longer receiving: {}", e.getMessage());
      }
    }
  }

  private void forward(DatagramPacket query) {
    var message = Arrays.copyOf(query.getData(), query.getLength());
    DnsQuery.parse(message, DnsQuery.Transport.UDP).ifPresent(queries::add);
    try (var socket = new DatagramSocket(sourceFor(query.getAddress()))) {
      socket.connect(server);
      socket.setSoTimeout(Math.toIntExact(TIMEOUT.toMillis()));
      socket.send(new DatagramPacket(message, message.length));
      var answer = new DatagramPacket(new byte[LARGEST_MESSAGE], LARGEST_MESSAGE);
      socket.receive(answer);
      answer.setSocketAddress(query.getSocketAddress());
      datagrams.send(answer);
    } catch (IOException e) {
      log.debug("a query went unanswered: {}", e.getMessage());
    }
  }

  private static InetSocketAddress sourceFor(InetAddress client) {
    var source = client instanceof Inet4Address ? client : InetAddress.getLoopbackAddress();
    return new InetSocketAddress(source, 0);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        exchanges.execute(() -> serve(client));
      } catch (IOException e) {
        log.debug("no longer listening: {}", e.getMessage());
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var upstream = new Socket()) {
      open.add(client);
      open.add(upstream);
      upstream.bind(sourceFor(client.getInetAddress()));
      upstream.connect(server);
      exchanges.execute(() -> forwardQueries(client, upstream));
      upstream.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      log.debug("a connection broke: {}", e.getMessage());
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  /** Each with its length in front (RFC 1035, section 4.2.2). */
  private void forwardQueries(Socket client, Socket upstream) {
    try {
      var in = new DataInputStream(client.getInputStream());
      var out = new DataOutputStream(upstream.getOutputStream());
      while (true) {
        var message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        DnsQuery.parse(message, DnsQuery.Transport.TCP).ifPresent(queries::add);
        out.write(framed(message));
      }
    } catch (EOFException end) {
      shutdownOutput(upstream);
    } catch (IOException e) {
      log.debug("a connection broke: {}", e.getMessage());
      shutdownOutput(upstream);
    }
  }

  private static byte[] framed(byte[] message) {
    var framed = new byte[message.length + 2];
    framed[0] = (byte) (message.length >> 8);
    framed[1] = (byte) message.length;
    System.arraycopy(message, 0, framed, 2, message.length);
    return framed;
  }

  private static void shutdownOutput(Socket socket) {
    try {
      socket.shutdownOutput();
    } catch (IOException alreadyClosed) {
      log.debug("closed before: {}", alreadyClosed.getMessage());
    }
  }

  /** What has been asked so far. */
  List<DnsQuery> queries() {
    return List.copyOf(queries);
  }

  @Override
  public void close() {
    try {
      datagrams.close();
      listener.close();
      exchanges.shutdownNow();
      for (var socket : open) {
        socket.close();
      }
      exchanges.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
