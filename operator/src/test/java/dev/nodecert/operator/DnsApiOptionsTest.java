package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.nodecert.operator.OperatorConfiguration.DnsApiScripts;
import dev.nodecert.operator.OperatorConfiguration.Role;
import dev.nodecert.operator.plugin.Scripts.Unsafe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Who runs acme.sh's scripts, and where they must not run. */
class DnsApiOptionsTest {

  private static final Map<String, String> ON_A_MACHINE = Map.of();
  private static final Map<String, String> IN_A_POD = Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1");
  private static final String HOME = "--acme-sh-home=/opt/acme.sh";
  private static final String SOCKET = "--dnsapi-socket=/run/nodecert/dnsapi.sock";

  private static DnsApiOptions options(String... arguments) {
    var options = new DnsApiOptions();
    new CommandLine(options).parseArgs(arguments);
    return options;
  }

  @Test
  void everyOptionReachesTheScripts() {
    var options =
        options(
            HOME,
            SOCKET,
            "--max-dnsapi-scripts=3",
            "--allow-unsafe-dnsapi",
            "--dnsapi-path=/opt/bin",
            "--dnsapi-curl-config=one",
            "--dnsapi-curl-config=two");

    assertThat(options.scripts(Role.operator, IN_A_POD))
        .contains(
            new DnsApiScripts(
                Path.of("/opt/acme.sh"),
                3,
                Unsafe.ALLOWED,
                "/opt/bin",
                List.of("one", "two"),
                Optional.of(Path.of("/run/nodecert/dnsapi.sock"))));
  }

  @ParameterizedTest
  @EnumSource(names = {"all", "operator"})
  void inAPodTheOperatorRunsNoScripts(Role role) {
    assertThat(options(HOME).scripts(role, ON_A_MACHINE)).isPresent();
    assertThat(options(HOME, SOCKET).scripts(role, IN_A_POD)).isPresent();
    assertThat(options("--acme-sh-home=").scripts(role, IN_A_POD)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(HOME).scripts(role, IN_A_POD))
        .withMessageContainingAll(
            "acme.sh is in /opt/acme.sh",
            "--role=dnsapi --dnsapi-socket=/run/nodecert/dnsapi.sock",
            "--acme-sh-home=.");
  }

  @Test
  void theSolverRunsNone() {
    assertThat(options(HOME).scripts(Role.solver, IN_A_POD)).isEmpty();
  }

  @Test
  void whoRunsThemForOthersMayDoSoInAPod() {
    var options = options(HOME, SOCKET);

    assertThat(options.scripts(Role.dnsapi, IN_A_POD)).isPresent();
    assertThat(options.requiredSocket()).isEqualTo(Path.of("/run/nodecert/dnsapi.sock"));
  }

  @Test
  void whoRunsThemForOthersNeedsThemAndASocket() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options("--acme-sh-home=").scripts(Role.dnsapi, ON_A_MACHINE))
        .withMessageContaining("install acme.sh");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options(HOME).requiredSocket())
        .withMessageContaining("--dnsapi-socket");
  }

  /** As a pod would: each process ends at once, and says why. */
  @ParameterizedTest
  @CsvSource({"operator, in a pod its scripts do not run", "dnsapi, tell both where to meet"})
  void aProcessThatMustNotRunEndsWithAMessage(String role, String message)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--role=" + role,
            HOME);
    builder.environment().putAll(IN_A_POD);
    var process = builder.redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(ExitCode.USAGE);
    assertThat(output).contains(message);
  }
}
