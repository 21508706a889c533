package dev.nodecert.operator.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;

/** Makes a TLS handshake with one endpoint and closes the connection again. */
final class TlsProbe {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final ExecutorService executor;
  private final Duration connectTimeout;
  private final Duration handshakeTimeout;

  /**
   * A prober.
   *
   * @param executor with a thread for every handshake
   * @param handshakeTimeout for all of it, however slowly a server drips
   */
  TlsProbe(ExecutorService executor, Duration connectTimeout, Duration handshakeTimeout) {
    this.executor = executor;
    this.connectTimeout = connectTimeout;
    this.handshakeTimeout = handshakeTimeout;
  }

  /** Looks once; waits no longer than both time-outs. */
  Sight look(InetSocketAddress server, String serverName, String expectedFingerprint)
      throws InterruptedException {
    try (var socket = new Socket()) {
      socket.connect(server, Math.toIntExact(connectTimeout.toMillis()));
      return handshake(socket, ServerName.of(serverName), expectedFingerprint);
    } catch (SocketTimeoutException e) {
      return new Sight.TimedOut();
    } catch (IOException e) {
      return new Sight.Refused();
    }
  }

  /** What still waits at the deadline ends when its socket is closed. */
  private Sight handshake(Socket socket, List<SNIServerName> names, String expected)
      throws InterruptedException {
    var sight = executor.submit(() -> shown(socket, names, expected));
    try {
      return sight.get(handshakeTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Sight.TimedOut();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /**
   * A server that wants a certificate of the client's may end the handshake for the lack of it (TLS
   * 1.2); what it has shown by then it has also signed for (RFC 5246 section 7.4.3).
   */
  private static Sight shown(Socket socket, List<SNIServerName> names, String expected) {
    var witness = new HandshakeWitness();
    var completed = complete(socket, names, witness);
    return witness
        .fingerprint()
        .filter(_ -> completed || witness.wasAsked())
        .map(fingerprint -> Sight.of(fingerprint, expected))
        .orElseGet(Sight.NoTLS::new);
  }

  private static boolean complete(
      Socket socket, List<SNIServerName> names, HandshakeWitness witness) {
    try (var tls = layered(socket, witness)) {
      var parameters = tls.getSSLParameters();
      parameters.setProtocols(PROTOCOLS);
      parameters.setServerNames(names);
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static SSLSocket layered(Socket socket, HandshakeWitness witness) throws IOException {
    return (SSLSocket)
        witness
            .context()
            .getSocketFactory()
            .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
  }
}
