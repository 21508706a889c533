package dev.nodecert.testenv.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.nodecert.testenv.Bind;
import dev.nodecert.testenv.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An HTTPS server that does what a provider's does, at 127.0.0.1 and a port of its own. */
public final class ProviderStandIn implements AutoCloseable {

  private static final int NO_BODY = -1;

  private final ProviderApi api;
  private final TestAuthority authority;
  private final HttpsServer server;
  private final ExecutorService exchangesUnderWay = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<ApiExchange> exchanges = new ConcurrentLinkedQueue<>();
  private volatile Optional<Failure> failure = Optional.empty();

  /**
   * What is wrong at present.
   *
   * @param befalls the methods that it befalls
   * @param over is open from when it is no longer so
   */
  private record Failure(Set<String> befalls, ApiFault fault, CountDownLatch over) {

    Optional<ApiFault> of(ApiRequest request) {
      return Optional.of(fault).filter(it -> befalls.contains(request.method()));
    }

    void await(Duration atMost) {
      try {
        over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private ProviderStandIn(ProviderApi api, TestAuthority authority, HttpsServer server) {
    this.api = api;
    this.authority = authority;
    this.server = server;
  }

  /**
   * Starts a stand-in for Cloudflare.
   *
   * @param zones of the account, which BIND serves
   */
  public static ProviderStandIn cloudflare(Bind bind, String... zones) {
    return start(new CloudflareApi(new Account(bind, Set.of(zones))));
  }

  /**
   * Starts a stand-in for Gandi LiveDNS.
   *
   * @param zones of the account, which BIND serves
   */
  public static ProviderStandIn gandiLiveDns(Bind bind, String... zones) {
    return start(new GandiLiveDnsApi(new Account(bind, Set.of(zones))));
  }

  /**
   * Starts a stand-in for OVHcloud.
   *
   * @param zones of the account, which BIND serves
   */
  public static ProviderStandIn ovh(Bind bind, String... zones) {
    return start(new OvhApi(new Account(bind, Set.of(zones))));
  }

  private static ProviderStandIn start(ProviderApi api) {
    var authority = TestAuthority.create("test-" + api.host());
    try {
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(
          new HttpsConfigurator(authority.issue(api.host()).serverContext()));
      var standIn = new ProviderStandIn(api, authority, server);
      server.createContext("/", standIn::serve);
      server.setExecutor(standIn.exchangesUnderWay);
      server.start();
      return standIn;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = ApiRequest.read(exchange);
      var current = failure;
      var fault = current.flatMap(it -> it.of(request));
      var answer = answer(request, fault);
      exchanges.add(new ApiExchange(request.method(), request.target(), answer.status()));
      if (fault.orElse(null) instanceof ApiFault.Slow(var delay)) {
        current.orElseThrow().await(delay);
      }
      var length = answer.body().length();
      send(
          exchange, answer, fault.orElse(null) instanceof ApiFault.CutBody() ? length / 2 : length);
    }
  }

  private ApiAnswer answer(ApiRequest request, Optional<ApiFault> fault) {
    return fault.orElse(null) instanceof ApiFault.Status(var status)
        ? new ApiAnswer(status, api.error(status, "The test wants it so."))
        : answer(request);
  }

  /** One at a time: what the providers keep is no matter of concurrency here. */
  private synchronized ApiAnswer answer(ApiRequest request) {
    try {
      if (!request.isFor(api.host())) {
        throw new ApiRefusal(421, "this is " + api.host());
      }
      api.authorize(request);
      return api.routes().stream()
          .flatMap(route -> route.answer(request).stream())
          .findFirst()
          .orElseThrow(() -> new ApiRefusal(404, "there is no such operation"));
    } catch (ApiRefusal refusal) {
      return new ApiAnswer(refusal.status(), api.error(refusal.status(), refusal.reason()));
    }
  }

  /**
   * Sends an answer.
   *
   * @param sent how many of its characters, all of which are ASCII, get to the client
   */
  private static void send(HttpExchange exchange, ApiAnswer answer, int sent) throws IOException {
    var body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
    exchange.getResponseBody().write(body, 0, sent);
    exchange.getResponseBody().flush();
  }

  /** The script of acme.sh that asks it, without its {@code dns_}. */
  public String script() {
    return api.name();
  }

  /** What that script has to know, by the script's own names. */
  public Map<String, String> credentials() {
    return api.credentials();
  }

  /** What curl has to be told so that it asks this server: its option {@code connect-to}. */
  public String connectTo() {
    return "%s:443:127.0.0.1:%d".formatted(api.host(), server.getAddress().getPort());
  }

  /** The certificate of the CA that its HTTPS is to be trusted by, PEM: {@code cacert}. */
  public String caPem() {
    return authority.certificatePem();
  }

  /** Fails at each request from now on, whatever was wrong before. */
  public void fail(ApiFault fault) {
    fail(fault, "GET", "POST", "PUT", "DELETE");
  }

  /** Fails at requests of these methods from now on, whatever was wrong before. */
  public void fail(ApiFault fault, String... methods) {
    recover();
    failure = Optional.of(new Failure(Set.of(methods), fault, new CountDownLatch(1)));
  }

  /** Works again, and gives the answers that are late. */
  public void recover() {
    var over = failure;
    failure = Optional.empty();
    over.ifPresent(it -> it.over().countDown());
  }

  /** What it has answered so far. */
  public List<ApiExchange> exchanges() {
    return List.copyOf(exchanges);
  }

  @Override
  public void close() {
    recover();
    server.stop(0);
    exchangesUnderWay.close();
  }
}
