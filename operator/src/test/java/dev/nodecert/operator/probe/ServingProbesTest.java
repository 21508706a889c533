package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.ip.IpAddress;
import dev.nodecert.operator.ip.IpRange;
import dev.nodecert.operator.probe.ProbeReport.Looked;
import dev.nodecert.operator.x509.TestChain;
import java.io.OutputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The way through all of it, from a Service's endpoints to the verdict. */
class ServingProbesTest {

  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private static final ProbeKey KEY = new ProbeKey("proxy", "pve1");

  private static final ServerIdentity OLD = identity();
  private static final ServerIdentity NEW = identity();

  private static final EndpointAddresses LOOPBACK =
      new EndpointAddresses(
          Stream.of("127.0.0.0/8", "::1/128").flatMap(it -> IpRange.parse(it).stream()).toList());

  private final Semaphore wakes = new Semaphore(0);
  private volatile Instant now = START;

  private static ServerIdentity identity() {
    return ServerIdentity.of(TestChain.of(List.of("pve1.example.com"), START));
  }

  private static ProbeTarget target(ServerIdentity identity) {
    return new ProbeTarget(
        "proxy", "pve1", "https", "pve1.example.com", identity.fingerprint(), START);
  }

  private static EndpointSource endpoints(TlsServer... servers) {
    var found = Stream.of(servers).map(ServingProbesTest::endpoint).toList();
    return _ -> new Endpoints.Found(found, found.size());
  }

  private static Endpoint endpoint(TlsServer server) {
    return new Endpoint(
        IpAddress.parse(server.address().getAddress().getHostAddress()).orElseThrow(),
        server.address().getPort());
  }

  private ServingProbes probes(EndpointSource source) {
    return ServingProbes.of(source, LOOPBACK, PATIENT, () -> now);
  }

  /** Begins a look, and tells what is known once it has ended. */
  private Serving look(ServingProbes probes, ProbeTarget target) throws InterruptedException {
    assertThat(probes.look(KEY, target, wakes::release).askAgainAt()).isEmpty();
    assertThat(wakes.tryAcquire(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return probes.look(KEY, target, wakes::release);
  }

  private static List<String> words(Serving serving) {
    return ((Looked) serving.report().orElseThrow())
        .sights().stream().map(seen -> seen.sight().word()).toList();
  }

  @Test
  void eachEndpointIsSeenForWhatItIs() throws InterruptedException {
    try (var served = TlsServer.start(TlsServer.tls(NEW));
        var onIPv6 = TlsServer.start(InetAddress.ofLiteral("::1"), TlsServer.tls(NEW));
        var old = TlsServer.start(TlsServer.tls(OLD));
        var closing = TlsServer.start((_, _) -> {});
        var probes = probes(endpoints(served, onIPv6, old, closing))) {
      now = START.plusSeconds(300);

      var serving = look(probes, target(NEW));

      assertThat(words(serving)).containsExactly("Served", "Served", "OtherCertificate", "NoTLS");
      assertThat(serving.verdict())
          .hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo("OtherCertificate");
            assertThat(verdict.message())
                .startsWith("2 of 4 ready endpoints")
                .contains(
                    endpoint(old) + " OtherCertificate (SHA-256 " + OLD.fingerprint() + ")",
                    endpoint(closing) + " NoTLS");
          });
    }
  }

  @Test
  void aProxyThatReloadsIsSeenAtTheNextLookAndThenLeftAlone() throws InterruptedException {
    var reloaded = new AtomicInteger();
    var before = TlsServer.tls(OLD);
    var after = TlsServer.tls(NEW);
    TlsServer.Behaviour reloading =
        (socket, visits) -> (reloaded.get() == 0 ? before : after).serve(socket, visits);
    try (var server = TlsServer.start(reloading);
        var probes = probes(endpoints(server))) {
      var early = look(probes, target(NEW));
      assertThat(early.verdict()).contains(Verdict.probing());
      assertThat(early.askAgainAt()).contains(START.plusSeconds(1));

      reloaded.set(1);
      now = START.plusSeconds(1);
      var served = look(probes, target(NEW));

      assertThat(served.verdict()).map(Verdict::reason).contains("Served");
      assertThat(served.askAgainAt()).isEmpty();
      now = START.plus(Duration.ofDays(30));
      assertThat(probes.look(KEY, target(NEW), wakes::release)).isEqualTo(served);
      assertThat(server.visits()).hasSizeLessThanOrEqualTo(2);
      assertThat(wakes.availablePermits()).isZero();
    }
  }

  @Test
  void aSpecialAddressIsNotConnectedTo() throws InterruptedException {
    var connections = new AtomicInteger();
    try (var server = TlsServer.start((_, _) -> connections.incrementAndGet());
        var probes =
            ServingProbes.of(endpoints(server), new EndpointAddresses(), PATIENT, () -> now)) {
      assertThat(words(look(probes, target(NEW)))).containsExactly("NotAllowed");
      assertThat(connections).hasValue(0);
    }
  }

  @Test
  void aLookThatBreaksIsTriedAgain() throws InterruptedException {
    EndpointSource broken =
        _ -> {
          throw new IllegalStateException("broken");
        };
    try (var probes = probes(broken)) {
      var serving = look(probes, target(NEW));

      assertThat(serving.verdict()).map(Verdict::reason).contains("ProbeFailed");
      assertThat(serving.askAgainAt()).contains(START.plusSeconds(1));
    }
  }

  @Test
  void whatIsForgottenIsLookedAtAnew() throws InterruptedException {
    try (var server = TlsServer.start(TlsServer.tls(NEW));
        var probes = probes(endpoints(server))) {
      look(probes, target(NEW));
      probes.forget(KEY);

      assertThat(look(probes, target(NEW)).verdict()).map(Verdict::reason).contains("Served");
    }
  }

  @Test
  void aNamespaceWhoseServersHangHoldsUpNoOther() throws InterruptedException {
    var hanging = new AtomicInteger();
    var most = new AtomicInteger();
    TlsServer.Behaviour silent =
        (socket, _) -> {
          most.accumulateAndGet(hanging.incrementAndGet(), Math::max);
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
          hanging.decrementAndGet();
        };
    try (var server = TlsServer.start(silent);
        var good = TlsServer.start(TlsServer.tls(NEW));
        var probes = probes(hangingExceptIn("other", server, good))) {
      for (int i = 0; i < 5; i++) {
        probes.look(new ProbeKey("proxy", "pve" + i), target(NEW), () -> {});
      }
      await().atMost(PATIENT).until(() -> hanging.get() == 8);

      var other =
          new ProbeTarget("other", "pve1", "https", "pve1.example.com", NEW.fingerprint(), START);

      assertThat(look(probes, other).verdict()).map(Verdict::reason).contains("Served");
      assertThat(most).hasValue(8);
    }
  }

  private static EndpointSource hangingExceptIn(
      String namespace, TlsServer hanging, TlsServer good) {
    return target -> {
      var server = target.namespace().equals(namespace) ? good : hanging;
      var endpoint = endpoint(server);
      return new Endpoints.Found(List.of(endpoint, endpoint, endpoint), 3);
    };
  }
}
