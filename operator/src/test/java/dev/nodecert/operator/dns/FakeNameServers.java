package dev.nodecert.operator.dns;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The {@link FakeNameServer}s of a test, ended after it. */
final class FakeNameServers implements AfterEachCallback {

  private final Queue<FakeNameServer> servers = new ConcurrentLinkedQueue<>();

  /** One more. */
  FakeNameServer start() {
    var server = FakeNameServer.start();
    servers.add(server);
    return server;
  }

  /** One more, at {@code ::1}. */
  FakeNameServer startOnIPv6() {
    var server = FakeNameServer.start(InetAddress.ofLiteral("::1"));
    servers.add(server);
    return server;
  }

  /** One more, which answers so. */
  FakeNameServer start(Answers answers) {
    return start().answers(answers);
  }

  /** By the first of them zones are found; special addresses of all may be asked. */
  static NameServers via(FakeNameServer... servers) {
    return NameServers.of(Arrays.stream(servers).map(FakeNameServer::hostPort).toList());
  }

  /** All that the servers were asked. */
  List<FakeNameServer.Query> queries() {
    return servers.stream().flatMap(server -> server.queries().stream()).toList();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    servers.forEach(FakeNameServer::close);
    servers.clear();
  }
}
