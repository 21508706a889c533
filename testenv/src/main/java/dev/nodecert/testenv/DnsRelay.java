package dev.nodecert.testenv;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a DNS server an address that no interface has, for UDP and TCP, and lets faults befall
 * chosen messages there. The server sees each client's own IPv4 address, for all of 127.0.0.0/8 may
 * be sent from.
 */
public final class DnsRelay implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DnsRelay.class);
  private static final Duration OUTAGE = Duration.ofSeconds(3);
  private static final int LARGEST_MESSAGE = 65_535;

  private final InetSocketAddress address;
  private final DnsUpstream upstream;
  private final ExecutorService exchanges = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<DnsQuery> queries = new ConcurrentLinkedQueue<>();
  private volatile DnsFaultPlan plan = DnsFaultPlan.NONE;
  private volatile boolean closed;

  /** Guarded by this. */
  private Optional<Listening> listening = Optional.empty();

  private DnsRelay(InetSocketAddress address, DnsUpstream upstream) {
    this.address = address;
    this.upstream = upstream;
  }

  /** Until the server is closed, or seems to be. */
  private record Listening(DatagramSocket datagrams, ServerSocket listener) {

    static Listening at(InetSocketAddress address) throws IOException {
      return new Listening(
          new DatagramSocket(address),
          new ServerSocket(address.getPort(), 0, address.getAddress()));
    }

    void close() throws IOException {
      datagrams.close();
      listener.close();
    }
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
              address,
              new DnsUpstream(new InetSocketAddress(InetAddress.getLoopbackAddress(), server)));
      relay.listen();
      return relay;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void listen() throws IOException {
    if (!closed) {
      var begun = Listening.at(address);
      listening = Optional.of(begun);
      exchanges.execute(() -> receive(begun.datagrams()));
      exchanges.execute(() -> accept(begun.listener()));
    }
  }

  private synchronized void stopListening() throws IOException {
    if (listening.isPresent()) {
      listening.get().close();
    }
    for (var socket : open) {
      socket.close();
    }
  }

  /** The server's additional address. */
  public InetAddress address() {
    return address.getAddress();
  }

  /** From now on lets messages be befallen by a plan's faults. */
  public void follow(DnsFaultPlan faults) {
    plan = faults;
  }

  private void receive(DatagramSocket datagrams) {
    while (!datagrams.isClosed()) {
      try {
        var query = new DatagramPacket(new byte[LARGEST_MESSAGE], LARGEST_MESSAGE);
        datagrams.receive(query);
        exchanges.execute(() -> forward(query, datagrams));
      } catch (IOException e) {
        log.debug("no longer receiving: {}", e.getMessage());
      }
    }
  }

  private void forward(DatagramPacket query, DatagramSocket datagrams) {
    var message = Arrays.copyOf(query.getData(), query.getLength());
    DnsQuery.parse(message, DnsQuery.Transport.UDP).ifPresent(queries::add);
    try {
      var fault = plan.faultFor(DnsMessageKind.of(message));
      var answer =
          fault.isPresent()
              ? befall(fault.get(), message, query.getAddress())
              : Optional.of(upstream.ask(message, query.getAddress()));
      if (answer.isPresent()) {
        var bytes = answer.get();
        datagrams.send(new DatagramPacket(bytes, bytes.length, query.getSocketAddress()));
      }
    } catch (IOException e) {
      log.debug("a query went unanswered: {}", e.getMessage());
    }
  }

  /** What the client hears, if it hears anything. */
  private Optional<byte[]> befall(DnsFault fault, byte[] message, InetAddress client)
      throws IOException {
    if (fault == DnsFault.CLOSED) {
      stopListening();
      DnsUpstream.pause(OUTAGE);
      listen();
    }
    return upstream.ask(message, client, fault);
  }

  private void accept(ServerSocket listener) {
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
        var connection = new Socket()) {
      open.add(client);
      open.add(connection);
      connection.bind(DnsUpstream.sourceFor(client.getInetAddress()));
      connection.connect(upstream.server());
      exchanges.execute(() -> forwardQueries(client, connection));
      connection.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      log.debug("a connection broke: {}", e.getMessage());
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  /** Each with its length in front (RFC 1035, section 4.2.2). */
  private void forwardQueries(Socket client, Socket connection) {
    try {
      var in = new DataInputStream(client.getInputStream());
      while (true) {
        var message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        DnsQuery.parse(message, DnsQuery.Transport.TCP).ifPresent(queries::add);
        forward(message, client, connection);
      }
    } catch (EOFException end) {
      shutdownOutput(connection);
    } catch (IOException e) {
      log.debug("a connection broke: {}", e.getMessage());
      shutdownOutput(connection);
    }
  }

  private void forward(byte[] message, Socket client, Socket connection) throws IOException {
    var fault = plan.faultFor(DnsMessageKind.of(message));
    if (fault.isEmpty()) {
      connection.getOutputStream().write(framed(message));
      return;
    }
    var answer = befall(fault.get(), message, client.getInetAddress());
    if (answer.isPresent()) {
      client.getOutputStream().write(framed(answer.get()));
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
      closed = true;
      stopListening();
      exchanges.shutdownNow();
      exchanges.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
