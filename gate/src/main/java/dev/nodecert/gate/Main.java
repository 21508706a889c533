package dev.nodecert.gate;

import com.google.common.net.HostAndPort;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The gate's command line. */
@Command(
    name = "nodecert-gate",
    description = {
      "The second lock of a node's proxy: nginx asks it by auth_request, and who has no session"
          + " gives a password and a one-time code.",
      "It keeps sessions in memory: a restart asks again."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.ImplementationVersion.class,
    sortOptions = false,
    usageHelpAutoWidth = true)
public final class Main implements Callable<Integer> {

  @Option(
      names = "--users",
      paramLabel = "FILE",
      required = true,
      description =
          "A list in YAML of {name, password, totpSecret}: the password as htpasswd -nBC 12 prints it,"
              + " the secret in base32. It is read again when it changes.")
  private Path users = Path.of("");

  @Option(
      names = "--address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8088",
      description = "Where nginx asks. Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress address = new InetSocketAddress(0);

  @Option(
      names = "--management-address",
      paramLabel = "HOST:PORT",
      defaultValue = "0.0.0.0:8080",
      description = "Where /healthz, /readyz and /metrics are served. Default: ${DEFAULT-VALUE}.")
  private InetSocketAddress managementAddress = new InetSocketAddress(0);

  @Option(
      names = "--session-idle",
      paramLabel = "DURATION",
      defaultValue = "2h",
      description = "When an unused session ends. Default: ${DEFAULT-VALUE}.")
  private Duration sessionIdle = Duration.ZERO;

  @Option(
      names = "--session-lifetime",
      paramLabel = "DURATION",
      defaultValue = "12h",
      description = "When any session ends. Default: ${DEFAULT-VALUE}.")
  private Duration sessionLifetime = Duration.ZERO;

  @Option(
      names = "--max-sessions",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many sessions there may be; one more ends the longest unused. Default:"
              + " ${DEFAULT-VALUE}.")
  private int maxSessions;

  @Spec private @Nullable CommandSpec command;

  /** Runs until the process is told to end. */
  public static void main(String... arguments) {
    System.exit(commandLine(new Main()).execute(arguments));
  }

  static CommandLine commandLine(Main main) {
    return new CommandLine(main)
        .registerConverter(InetSocketAddress.class, Main::socketAddress)
        .registerConverter(Duration.class, text -> Duration.parse("PT" + text));
  }

  private static InetSocketAddress socketAddress(String text) {
    var parts = HostAndPort.fromString(text).requireBracketsForIPv6();
    return new InetSocketAddress(parts.getHost(), parts.getPort());
  }

  @Override
  public Integer call() throws InterruptedException {
    HttpServerLimits.set();
    var service = new GateService(configuration(), Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "shutdown"));
    service.start();
    new CountDownLatch(1).await();
    return CommandLine.ExitCode.OK;
  }

  GateConfiguration configuration() {
    try {
      return new GateConfiguration(
          address,
          managementAddress,
          users,
          new SessionLimits(sessionIdle, sessionLifetime, maxSessions));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(command).commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** The version that the build wrote into the jar. */
  static final class ImplementationVersion implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"nodecert-gate/" + (version == null ? "development" : version)};
    }
  }
}
