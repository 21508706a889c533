package dev.nodecert.operator.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.probe.Sight.NoTLS;
import dev.nodecert.operator.probe.Sight.OtherCertificate;
import dev.nodecert.operator.probe.Sight.Refused;
import dev.nodecert.operator.probe.Sight.Served;
import dev.nodecert.operator.probe.Sight.TimedOut;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.KeyType;
import dev.nodecert.operator.x509.TestChain;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsProbeTest {

  private static final String NAME = "pve1.example.com";
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration IMPATIENT = Duration.ofMillis(300);
  private static final Duration DRIP = Duration.ofMillis(20);

  /** Out of date, as what a proxy shows may well be. */
  private static final ServerIdentity OURS = identity();

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService dripping = Executors.newSingleThreadScheduledExecutor();

  private static ServerIdentity identity() {
    return ServerIdentity.of(TestChain.of(List.of(NAME), Instant.parse("2020-01-01T00:00:00Z")));
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
    dripping.shutdownNow();
  }

  private Sight look(TlsServer server, Duration handshakeTimeout) throws InterruptedException {
    return look(server.address(), NAME, handshakeTimeout);
  }

  private Sight look(InetSocketAddress server, String name, Duration handshakeTimeout)
      throws InterruptedException {
    return new TlsProbe(executor, PATIENT, handshakeTimeout).look(server, name, OURS.fingerprint());
  }

  @Test
  void theCertificateIsServedAndNothingIsSentButTheName() throws InterruptedException {
    try (var server = TlsServer.start(TlsServer.tls(OURS))) {
      assertThat(look(server, PATIENT)).isEqualTo(new Served());

      assertThat(server.visits().poll(PATIENT.toSeconds(), TimeUnit.SECONDS))
          .isEqualTo(new TlsServer.Visit("TLSv1.3", List.of(NAME), ""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void anyVersionOfTodayDoes(String version) throws InterruptedException {
    var tls = TlsServer.tls(OURS, it -> it.setEnabledProtocols(new String[] {version}));
    try (var server = TlsServer.start(tls)) {
      assertThat(look(server, PATIENT)).isEqualTo(new Served());
      assertThat(server.visits().poll(PATIENT.toSeconds(), TimeUnit.SECONDS))
          .extracting(TlsServer.Visit::protocol)
          .isEqualTo(version);
    }
  }

  @Test
  void overIPv6Too() throws InterruptedException {
    try (var server = TlsServer.start(InetAddress.ofLiteral("::1"), TlsServer.tls(OURS))) {
      assertThat(look(server, PATIENT)).isEqualTo(new Served());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 384, 521})
  void whateverTheKeyAndTheNames(int bits) throws InterruptedException {
    var other = TestChain.of(List.of("192.0.2.1"), Instant.parse("2999-01-01T00:00:00Z"));
    var key = new KeyType.Ecdsa(bits).generate();
    var identity =
        ServerIdentity.of(
            new TestChain(key, other.names(), other.notBefore(), other.notAfter(), 1));
    try (var server = TlsServer.start(TlsServer.tls(identity))) {
      assertThat(look(server, PATIENT)).isEqualTo(new OtherCertificate(identity.fingerprint()));
    }
  }

  @Test
  void eachLookSeesWhatIsShownThen() throws InterruptedException {
    var first = TlsServer.tls(identity());
    var then = TlsServer.tls(OURS);
    var count = new AtomicInteger();
    TlsServer.Behaviour changing =
        (socket, visits) -> (count.getAndIncrement() == 0 ? first : then).serve(socket, visits);
    try (var server = TlsServer.start(changing)) {
      assertThat(look(server, PATIENT)).isInstanceOf(OtherCertificate.class);
      assertThat(look(server, PATIENT)).isEqualTo(new Served());
    }
  }

  @Test
  void anAddressIsNotAskedForByName() throws InterruptedException {
    try (var server = TlsServer.start(TlsServer.tls(OURS))) {
      assertThat(look(server.address(), "192.0.2.7", PATIENT)).isEqualTo(new Served());

      assertThat(server.visits().poll(PATIENT.toSeconds(), TimeUnit.SECONDS))
          .extracting(TlsServer.Visit::names)
          .isEqualTo(List.of());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aServerThatWantsACertificateHasShownItsOwn(String version) throws InterruptedException {
    var tls =
        TlsServer.tls(
            OURS,
            it -> {
              it.setEnabledProtocols(new String[] {version});
              it.setNeedClientAuth(true);
            });
    try (var server = TlsServer.start(tls)) {
      assertThat(look(server, PATIENT)).isEqualTo(new Served());
    }
  }

  @ParameterizedTest
  @CsvSource({"TLSv1.2, false", "TLSv1.2, true", "TLSv1.3, false", "TLSv1.3, true"})
  void aCertificateWithoutItsKeyIsNotServed(String version, boolean wantsOurs)
      throws InterruptedException {
    var other = new ServerIdentity(OURS.chain(), new KeyType.Ecdsa(256).generate());
    var tls =
        TlsServer.tls(
            other,
            it -> {
              it.setEnabledProtocols(new String[] {version});
              it.setNeedClientAuth(wantsOurs);
            });
    try (var server = TlsServer.start(tls)) {
      assertThat(look(server, PATIENT)).isEqualTo(new NoTLS());
    }
  }

  /** A port that is taken, so that nobody else's server comes up there, and not listened to. */
  @Test
  void whereNobodyListensIsRefused() throws IOException, InterruptedException {
    try (var bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

      assertThat(look((InetSocketAddress) bound.getLocalSocketAddress(), NAME, PATIENT))
          .isEqualTo(new Refused());
    }
  }

  @Test
  void aConnectionThatIsClosedWithoutAWordIsNoTLS() throws InterruptedException {
    try (var server = TlsServer.start((_, _) -> {})) {
      assertThat(look(server, PATIENT)).isEqualTo(new NoTLS());
    }
  }

  @Test
  void aConnectionThatIsResetIsNoTLS() throws InterruptedException {
    TlsServer.Behaviour resetting =
        (socket, _) -> {
          var first = socket.getInputStream().read();
          socket.setSoLinger(first >= 0, 0);
        };
    try (var server = TlsServer.start(resetting)) {
      assertThat(look(server, PATIENT)).isEqualTo(new NoTLS());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
        "220 mail.example.com ESMTP\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002F", // TLS 1.0's alert: protocol_version
      })
  void plainTextAndAlertsAreNoTLS(String answer) throws InterruptedException {
    TlsServer.Behaviour plain =
        (socket, _) -> {
          socket.getOutputStream().write(answer.getBytes(US_ASCII));
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        };
    try (var server = TlsServer.start(plain)) {
      assertThat(look(server, PATIENT)).isEqualTo(new NoTLS());
    }
  }

  @Test
  void aServerThatSaysNothingTimesOut() throws InterruptedException {
    TlsServer.Behaviour silent =
        (socket, _) -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    try (var server = TlsServer.start(silent)) {
      assertThat(look(server, IMPATIENT)).isEqualTo(new TimedOut());
    }
  }

  @Test
  void aServerThatNeverAcceptsTimesOut() throws IOException, InterruptedException {
    try (var listener = new ServerSocket(0, 5, InetAddress.ofLiteral("127.0.0.1"))) {
      assertThat(look((InetSocketAddress) listener.getLocalSocketAddress(), NAME, IMPATIENT))
          .isEqualTo(new TimedOut());
    }
  }

  /** Each byte comes in time, and the record that they are of never ends. */
  @Test
  void aServerThatDripsTimesOutAndIsLetGo() throws InterruptedException {
    var gone = new CountDownLatch(1);
    TlsServer.Behaviour drip =
        (socket, _) -> {
          socket.getOutputStream().write(new byte[] {0x16, 3, 3, 0x3f, 0});
          var drops =
              dripping.scheduleAtFixedRate(
                  () -> drop(socket), 0, DRIP.toMillis(), TimeUnit.MILLISECONDS);
          socket.getInputStream().transferTo(OutputStream.nullOutputStream());
          drops.cancel(true);
          gone.countDown();
        };
    try (var server = TlsServer.start(drip)) {
      assertThat(look(server, IMPATIENT)).isEqualTo(new TimedOut());
      assertThat(gone.await(PATIENT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  private static void drop(Socket socket) {
    try {
      socket.getOutputStream().write(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As many as the JDK takes; one more is no handshake to it. */
  @ParameterizedTest
  @CsvSource({"9, Served", "10, NoTLS", "100, NoTLS"})
  void aLongChainIsSeenOrRefused(int issuers, String word) throws InterruptedException {
    var chain = new ArrayList<>(OURS.chain().certificates());
    chain.addAll(Collections.nCopies(issuers - 1, chain.getLast()));
    var tls = TlsServer.tls(new ServerIdentity(new CertificateChain(chain), OURS.key()));
    try (var server = TlsServer.start(tls)) {
      assertThat(look(server, PATIENT).word()).isEqualTo(word);
    }
  }
}
