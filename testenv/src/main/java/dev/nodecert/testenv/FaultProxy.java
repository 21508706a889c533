package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTPS proxy in front of a server, at 127.0.0.1 and a port of its own, that lets faults befall
 * chosen requests. All others pass as they are, their Host header included, so that a server that
 * makes its URLs from it is asked through the proxy again.
 */
public final class FaultProxy implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(FaultProxy.class);

  private final Upstream upstream;
  private final Runnable kill;
  private final ServerSocket listener;
  private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Queue<ProxiedExchange> exchanges = new ConcurrentLinkedQueue<>();
  private volatile FaultPlan plan = FaultPlan.NONE;
  private volatile AnswerEdit edit = AnswerEdit.NONE;

  private FaultProxy(Upstream upstream, Runnable kill, ServerSocket listener) {
    this.upstream = upstream;
    this.kill = kill;
    this.listener = listener;
  }

  /**
   * The server behind a proxy.
   *
   * @param tls trusts it
   */
  public record Upstream(URI url, SSLContext tls) {

    /** A CA's ACME server. */
    public static Upstream of(Pebble pebble) {
      return new Upstream(pebble.directory(), pebble.authority().sslContext());
    }

    /** A cluster's API server. */
    public static Upstream of(Cluster cluster) {
      return new Upstream(URI.create(cluster.client().getMasterUrl().toString()), cluster.tls());
    }

    private Socket connect() throws IOException {
      return tls.getSocketFactory().createSocket(url.getHost(), url.getPort());
    }
  }

  /**
   * Starts a proxy that lets everything pass.
   *
   * @param credentials for its HTTPS, of 127.0.0.1
   * @param kill kills the client, and returns when that is dead
   */
  public static FaultProxy start(Upstream upstream, Credentials credentials, Runnable kill) {
    try {
      var listener =
          credentials
              .serverContext()
              .getServerSocketFactory()
              .createServerSocket(0, 0, Loopback.address(127, 0, 0, 1));
      var proxy = new FaultProxy(upstream, kill, listener);
      proxy.connections.execute(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        connections.execute(() -> serve(client));
      } catch (IOException e) {
        log.debug("no longer listening: {}", e.getMessage());
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var server = upstream.connect()) {
      open.add(client);
      open.add(server);
      connection(client, server).serve();
    } catch (IOException e) {
      log.debug("a connection broke: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private ProxiedConnection connection(Socket client, Socket server) throws IOException {
    return new ProxiedConnection(
        ProxiedConnection.Side.of(client),
        ProxiedConnection.Side.of(server),
        request -> plan.faultFor(request),
        (request, answer) -> edit.edit(request, answer),
        kill,
        exchanges::add);
  }

  /** From now on lets requests be befallen by a plan's faults. */
  public void follow(FaultPlan faults) {
    plan = faults;
  }

  /** From now on lets the client hear what an edit makes of the server's answers. */
  public void say(AnswerEdit answers) {
    edit = answers;
  }

  /** Where the server is to be asked: like its own URL, but for the port. */
  public URI url() {
    return URI.create(
        "https://127.0.0.1:%d%s".formatted(listener.getLocalPort(), upstream.url().getPath()));
  }

  /**
   * A kubeconfig for a proxy in front of an API server, with every right.
   *
   * @param authority that has issued the proxy's certificate
   */
  public String kubeconfig(Cluster cluster, TestAuthority authority) {
    var token = cluster.client().getConfiguration().getAutoOAuthToken();
    return ControlPlane.kubeconfig("admin", token, url(), authority);
  }

  /** What the server has answered so far, watches left out. */
  public List<ProxiedExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  @Override
  public void close() {
    try {
      listener.close();
      connections.shutdownNow();
      for (var socket : open) {
        socket.close();
      }
      connections.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
