package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.DnsChannel.Transport;
import dev.nodecert.testenv.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/** A name server at a loopback address of its own that answers what a test tells it to. */
final class FakeNameServer implements AutoCloseable {

  private static final int LARGEST_MESSAGE = 65_535;
  private static final int LARGEST_DATAGRAM = 1232;

  private final InetSocketAddress address;
  private final DatagramSocket datagrams;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<Query> queries = new ConcurrentLinkedQueue<>();
  private volatile Answers answers = Answers.silence();

  /**
   * A query.
   *
   * @param name without a dot at its end
   */
  record Query(String name, String type, Transport transport) {

    static Query of(Message message, Transport transport) {
      var question = message.getQuestion();
      return new Query(
          DnsNames.text(question.getName()), Type.string(question.getType()), transport);
    }
  }

  private FakeNameServer(DatagramSocket datagrams, ServerSocket listener) {
    this.address = (InetSocketAddress) datagrams.getLocalSocketAddress();
    this.datagrams = datagrams;
    this.listener = listener;
  }

  /** A server that is silent so far. */
  static FakeNameServer start() {
    return start(Loopback.random());
  }

  /** A server at an address that may be another's, too. */
  static FakeNameServer start(InetAddress address) {
    try {
      var listener = new ServerSocket(0, 0, address);
      var datagrams = new DatagramSocket(listener.getLocalSocketAddress());
      var server = new FakeNameServer(datagrams, listener);
      server.threads.execute(server::receive);
      server.threads.execute(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers so from now on. */
  FakeNameServer answers(Answers answers) {
    this.answers = answers;
    return this;
  }

  /** Where it listens. */
  InetSocketAddress address() {
    return address;
  }

  /** Its address alone. */
  String ip() {
    return address().getAddress().getHostAddress();
  }

  /** Address and port. */
  String hostPort() {
    return (ip().contains(":") ? "[%s]:%d" : "%s:%d").formatted(ip(), address().getPort());
  }

  /** What it was asked. */
  List<Query> queries() {
    return List.copyOf(queries);
  }

  private Optional<byte[]> answer(byte[] bytes, Transport transport) throws IOException {
    var query = new Message(bytes);
    queries.add(Query.of(query, transport));
    var largest = transport == Transport.UDP ? LARGEST_DATAGRAM : LARGEST_MESSAGE;
    return answers.answer(query, transport).map(message -> message.toWire(largest));
  }

  private void receive() {
    while (!datagrams.isClosed()) {
      try {
        var packet = new DatagramPacket(new byte[LARGEST_MESSAGE], LARGEST_MESSAGE);
        datagrams.receive(packet);
        threads.execute(() -> reply(packet));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void reply(DatagramPacket packet) {
    try {
      var answer = answer(Arrays.copyOf(packet.getData(), packet.getLength()), Transport.UDP);
      if (answer.isPresent()) {
        var bytes = answer.get();
        datagrams.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var connection = listener.accept();
        connections.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Each message has its length in front (RFC 1035 section 4.2.2). */
  private void serve(Socket connection) {
    try (connection) {
      var in = new DataInputStream(connection.getInputStream());
      var out = new DataOutputStream(connection.getOutputStream());
      while (true) {
        var answer = answer(in.readNBytes(in.readUnsignedShort()), Transport.TCP);
        if (answer.isPresent()) {
          out.writeShort(answer.get().length);
          out.write(answer.get());
        }
      }
    } catch (IOException closed) {
      connections.remove(connection);
    }
  }

  @Override
  public void close() {
    try {
      datagrams.close();
      listener.close();
      for (var connection : connections) {
        connection.close();
      }
      threads.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
