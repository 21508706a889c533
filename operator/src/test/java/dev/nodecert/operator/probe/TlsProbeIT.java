package dev.nodecert.operator.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.probe.Sight.NoTLS;
import dev.nodecert.operator.probe.Sight.OtherCertificate;
import dev.nodecert.operator.probe.Sight.Served;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Credentials;
import dev.nodecert.testenv.NginxProxy;
import dev.nodecert.testenv.Ports;
import dev.nodecert.testenv.TestAuthority;
import dev.nodecert.testenv.TestEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others' TLS looks like. */
@TestEnvironment
class TlsProbeIT {

  private static final String NAME = "pve1.example.com";
  private static final Duration PATIENT = Duration.ofSeconds(30);

  private final TestAuthority authority = TestAuthority.create("probed");
  private final Credentials ours = authority.issue(NAME);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Ports ports;

  TlsProbeIT(Ports ports) {
    this.ports = ports;
  }

  @AfterEach
  void close() {
    executor.shutdownNow();
  }

  private Sight look(InetSocketAddress server) throws InterruptedException {
    return new TlsProbe(executor, PATIENT, PATIENT).look(server, NAME, fingerprint(ours));
  }

  private static String fingerprint(Credentials credentials) {
    return CertificateFacts.fingerprint(credentials.certificate());
  }

  @Test
  void nginxServesAnotherCertificateUntilItHasReloaded() throws InterruptedException {
    var former = authority.issue(NAME);
    try (var nginx = NginxProxy.start(ports.next(), "proxy", URI.create("http://127.0.0.1/"))) {
      var https = new InetSocketAddress(nginx.address(), nginx.httpsPort());
      nginx.serve(former.certificatePem(), former.privateKeyPem());
      assertThat(look(https)).isEqualTo(new OtherCertificate(fingerprint(former)));

      nginx.serve(ours.certificatePem(), ours.privateKeyPem());

      await().atMost(PATIENT).until(() -> look(https).equals(new Served()));
    }
  }

  @Test
  void nginxWithoutHttpsIsNoTLS() throws InterruptedException {
    var port = ports.next();
    try (var nginx = NginxProxy.start(port, "proxy", URI.create("http://127.0.0.1/"))) {
      assertThat(look(new InetSocketAddress(nginx.address(), port))).isEqualTo(new NoTLS());
    }
  }

  @Test
  void openSslOfTls10AloneIsNoTLS(@TempDir Path directory) throws Exception {
    assertThat(lookAtOpenSsl(directory, "-tls1", "-cipher", "DEFAULT:@SECLEVEL=0"))
        .isEqualTo(new NoTLS());
  }

  @Test
  void openSslThatDemandsACertificateHasShownItsOwn(@TempDir Path directory) throws Exception {
    assertThat(lookAtOpenSsl(directory, "-tls1_2", "-Verify", "1", "-verify_return_error"))
        .isEqualTo(new Served());
  }

  private Sight lookAtOpenSsl(Path directory, String... options)
      throws IOException, InterruptedException {
    Files.writeString(directory.resolve("tls.crt"), ours.certificatePem());
    Files.writeString(directory.resolve("tls.key"), ours.privateKeyPem());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.next());
    try (var server =
        ChildProcess.start("openssl", directory, Map.of(), command(address, options))) {
      server.awaitReady(PATIENT, () -> isListening(address));
      return look(address);
    }
  }

  private static List<String> command(InetSocketAddress address, String... options) {
    var command =
        new ArrayList<>(
            List.of(
                "/usr/bin/env",
                "openssl",
                "s_server",
                "-www",
                "-cert",
                "tls.crt",
                "-key",
                "tls.key"));
    command.addAll(List.of("-accept", "127.0.0.1:" + address.getPort()));
    command.addAll(List.of(options));
    return command;
  }

  private static boolean isListening(InetSocketAddress address) {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
