package dev.nodecert.bench.bare;

import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Orders in one or several threads, each with an account of its own. */
public final class BareLoop implements AutoCloseable {

  private final Pebble pebble;
  private final BareSolver solver;
  private final NodeProxy proxy;
  private final List<BareClient> clients;

  private BareLoop(Pebble pebble, BareSolver solver, NodeProxy proxy, List<BareClient> clients) {
    this.pebble = pebble;
    this.solver = solver;
    this.proxy = proxy;
    this.clients = clients;
  }

  /** Registers an account for each thread. */
  public static BareLoop open(Pebble pebble, int threads) {
    var solver = BareSolver.start();
    var proxy = NodeProxy.start(pebble.httpPort(), "bare", solver.address());
    var ca = CATarget.of(pebble);
    var clients = Stream.generate(() -> BareClient.register(ca, solver)).limit(threads).toList();
    return new BareLoop(pebble, solver, proxy, clients);
  }

  /**
   * Orders a certificate for each domain.
   *
   * @return how long it took
   */
  public Duration order(List<String> domains) {
    domains.forEach(domain -> pebble.dns().addAddress(domain, proxy.address()));
    var waiting = new ConcurrentLinkedQueue<>(domains);
    var begin = System.nanoTime();
    try (var threads = Executors.newFixedThreadPool(clients.size())) {
      var running =
          clients.stream()
              .map(client -> CompletableFuture.runAsync(() -> work(client, waiting), threads))
              .toList();
      running.forEach(CompletableFuture::join);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static void work(BareClient client, Queue<String> waiting) {
    for (var domain = waiting.poll(); domain != null; domain = waiting.poll()) {
      client.order(domain);
    }
  }

  /** Requests at the CA up to now. */
  public long requests() {
    return clients.stream().mapToLong(BareClient::requests).sum();
  }

  @Override
  public void close() {
    clients.forEach(BareClient::close);
    proxy.close();
    solver.close();
  }
}
