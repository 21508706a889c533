package dev.nodecert.bench.lab;

import dev.nodecert.testenv.NodeProxy;
import dev.nodecert.testenv.Pebble;
import java.util.List;

/** By http-01, through a node's proxy. */
final class HttpProving implements Proving {

  private final Pebble ca;
  private final NodeProxy proxy;

  HttpProving(Pebble ca, String namespace, Operator operator) {
    this.ca = ca;
    this.proxy = NodeProxy.start(ca.httpPort(), namespace, operator.solver());
  }

  @Override
  public String name() {
    return "bench";
  }

  @Override
  public Pebble ca() {
    return ca;
  }

  @Override
  public String manifests() {
    return "";
  }

  @Override
  public void serve(String node) {
    ca.dns().addAddress(domain(node), proxy.address());
  }

  @Override
  public List<String> domains(String node) {
    return List.of("{domain: %s}".formatted(domain(node)));
  }

  private static String domain(String node) {
    return node + ".bench.example.com";
  }

  @Override
  public void close() {
    proxy.close();
  }
}
