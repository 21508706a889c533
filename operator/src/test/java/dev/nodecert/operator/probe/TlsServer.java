package dev.nodecert.operator.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server that does as it is told with every connection, and keeps what it has seen. */
final class TlsServer implements AutoCloseable {

  /** What a server does with a connection. */
  interface Behaviour {
    void serve(Socket socket, BlockingQueue<Visit> visits) throws IOException;
  }

  /**
   * A handshake that was completed.
   *
   * @param names that were asked for
   * @param data what came after the handshake
   */
  record Visit(String protocol, List<String> names, String data) {}

  private final ServerSocket listener;
  private final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();

  private TlsServer(ServerSocket listener) {
    this.listener = listener;
  }

  static TlsServer start(Behaviour behaviour) {
    return start(InetAddress.ofLiteral("127.0.0.1"), behaviour);
  }

  static TlsServer start(InetAddress address, Behaviour behaviour) {
    try {
      var server = new TlsServer(new ServerSocket(0, 50, address));
      Thread.ofVirtual().start(() -> server.accept(behaviour));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** TLS as the JDK does it. */
  static Behaviour tls(ServerIdentity identity, Consumer<SSLSocket> settings) {
    var context = context(identity);
    return (socket, visits) -> {
      try (var tls =
          (SSLSocket)
              context.getSocketFactory().createSocket(socket, null, socket.getPort(), true)) {
        tls.setUseClientMode(false);
        settings.accept(tls);
        tls.startHandshake();
        visits.add(visit(tls));
      }
    };
  }

  static Behaviour tls(ServerIdentity identity) {
    return tls(identity, _ -> {});
  }

  private static Visit visit(SSLSocket tls) throws IOException {
    var session = (ExtendedSSLSession) tls.getSession();
    var names =
        session.getRequestedServerNames().stream()
            .map(name -> new String(name.getEncoded(), US_ASCII))
            .toList();
    return new Visit(session.getProtocol(), names, readAll(tls.getInputStream()));
  }

  /** A client that goes before it has read all that was sent to it resets the connection. */
  private static String readAll(InputStream input) {
    var data = new ByteArrayOutputStream();
    try {
      input.transferTo(data);
    } catch (IOException reset) {
      return data.toString(US_ASCII);
    }
    return data.toString(US_ASCII);
  }

  private static SSLContext context(ServerIdentity identity) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new ServerKey(identity)}, null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(Behaviour behaviour) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.ofVirtual().start(() -> serve(behaviour, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Behaviour behaviour, Socket socket) {
    try (socket) {
      behaviour.serve(socket, visits);
    } catch (IOException theClientWentAway) {
      return;
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** The handshakes that were completed and are over. */
  BlockingQueue<Visit> visits() {
    return visits;
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
