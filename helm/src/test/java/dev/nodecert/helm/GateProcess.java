package dev.nodecert.helm;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import dev.nodecert.testenv.ChildProcess;
import dev.nodecert.testenv.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;

/** The gate as its pod runs it, with one user. */
final class GateProcess implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** The hash has the least cost that the gate takes. */
  private static final String USERS =
      """
      - name: alice
        password: $2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2
        totpSecret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
      """;

  private static final SecretKeySpec SECRET =
      new SecretKeySpec("12345678901234567890".getBytes(StandardCharsets.US_ASCII), "HmacSHA1");

  private final Ports ports = new Ports();
  private final int port = ports.next();
  private final ChildProcess process;

  private GateProcess(Path folder) throws IOException {
    var users = Files.writeString(folder.resolve("users.yaml"), USERS);
    process =
        ChildProcess.start(
            "gate",
            folder,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.nodecert.gate.Main",
                "--users=" + users,
                "--address=127.0.0.1:" + port,
                "--management-address=127.0.0.1:" + ports.next()));
  }

  /** Starts it; the folder is for what it reads and prints. */
  static GateProcess start(Path folder) throws IOException {
    var gate = new GateProcess(folder);
    gate.process.awaitListening(TIMEOUT, InetAddress.ofLiteral("127.0.0.1"), gate.port);
    return gate;
  }

  int port() {
    return port;
  }

  /** What the user writes into the page now: the code is the one that the phone shows. */
  String form() throws InvalidKeyException {
    var code =
        new TimeBasedOneTimePasswordGenerator()
            .generateOneTimePasswordString(SECRET, Instant.now());
    return "user=alice&password=correct+horse&to=/&code=" + code;
  }

  @Override
  public void close() {
    process.close();
    ports.close();
  }
}
