package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.OptionSpec;

class MainTest {

  @Test
  void everyOptionHasADefault() {
    assertThat(values())
        .containsAllEntriesOf(
            Map.ofEntries(
                Map.entry("--role", OperatorConfiguration.Role.all),
                Map.entry("--namespace", Optional.empty()),
                Map.entry("--watch-namespaces", List.of()),
                Map.entry("--solver-address", new InetSocketAddress("0.0.0.0", 8089)),
                Map.entry("--management-address", new InetSocketAddress("0.0.0.0", 8080)),
                Map.entry("--leader-election", true),
                Map.entry("--identity", Optional.empty()),
                Map.entry("--lease-duration", Duration.ofSeconds(15)),
                Map.entry("--renew-deadline", Duration.ofSeconds(10)),
                Map.entry("--retry-period", Duration.ofSeconds(2)),
                Map.entry("--acme-sh-home", Optional.empty()),
                Map.entry("--dnsapi-socket", Optional.empty()),
                Map.entry("--max-dnsapi-scripts", 8),
                Map.entry("--allow-unsafe-dnsapi", false),
                Map.entry("--workers", 32),
                Map.entry("--grace-period", Duration.ofSeconds(10))));
  }

  @Test
  void everyOptionIsTakenFromTheCommandLine() {
    assertThat(
            values(
                "--namespace=certificates",
                "--watch-namespaces=proxy,other",
                "--solver-address=192.0.2.1:1",
                "--management-address=[2001:db8::1]:2",
                "--identity=first",
                "--lease-duration=1m",
                "--renew-deadline=40s",
                "--retry-period=5s",
                "--workers=4",
                "--grace-period=1m30s"))
        .containsAllEntriesOf(
            Map.ofEntries(
                Map.entry("--namespace", Optional.of("certificates")),
                Map.entry("--watch-namespaces", List.of("proxy", "other")),
                Map.entry("--solver-address", new InetSocketAddress("192.0.2.1", 1)),
                Map.entry("--management-address", new InetSocketAddress("2001:db8::1", 2)),
                Map.entry("--identity", Optional.of("first")),
                Map.entry("--lease-duration", Duration.ofMinutes(1)),
                Map.entry("--renew-deadline", Duration.ofSeconds(40)),
                Map.entry("--retry-period", Duration.ofSeconds(5)),
                Map.entry("--workers", 4),
                Map.entry("--grace-period", Duration.ofSeconds(90))));
  }

  @Test
  void namespacesMayAlsoBeGivenOneByOne() {
    assertThat(values("--watch-namespaces", "proxy", "--watch-namespaces", "other"))
        .containsEntry("--watch-namespaces", List.of("proxy", "other"));
  }

  @ParameterizedTest
  @CsvSource({
    "--leader-election, true",
    "--leader-election=true, true",
    "--leader-election=false, false",
    "--no-leader-election, false",
  })
  void leaderElectionIsSwitchedOnAndOff(String argument, boolean on) {
    assertThat(values(argument)).containsEntry("--leader-election", on);
  }

  @ParameterizedTest
  @CsvSource({
    "--log-format=text, --log-format, text",
    "--log-format=json, --log-format, json",
    "--log-level=debug, --log-level, debug",
    "--log-level=error, --log-level, error",
  })
  void logsAreChosenByName(String argument, String option, String value) {
    assertThat(values(argument).get(option)).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--solver-address=8089 | '8089' is no address. Write HOST:PORT",
        "--lease-duration=15   | '15' is no duration. Write hours, minutes and seconds",
        "--workers=many        | 'many' is not an int",
        "--log-format=xml      | expected one of [text, json]",
        "--namespaces=proxy    | Unknown option: '--namespaces=proxy'",
        "proxy                 | Unmatched argument at index 0: 'proxy'",
      })
  void whatCannotBeMeantIsRefusedBeforeAnythingStarts(String argument, String message) {
    var errors = new StringWriter();

    int exit = Main.commandLine().setErr(new PrintWriter(errors)).execute(argument);

    assertThat(exit).isEqualTo(ExitCode.USAGE);
    assertThat(errors.toString()).contains(message);
  }

  @Test
  void helpTellsEveryOptionAndItsDefault() {
    var help = new StringWriter();

    int exit = Main.commandLine().setOut(new PrintWriter(help)).execute("--help");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(Main.commandLine().getCommandSpec().options())
        .allSatisfy(option -> assertThat(option.description()).isNotEmpty())
        .allSatisfy(
            option -> assertThat(help.toString()).contains(option.longestName().substring(2)));
    assertThat(help.toString()).contains("0.0.0.0:8089", "0.0.0.0:8080", "15s", "NODECERT_");
  }

  @Test
  void theVersionIsTold() {
    var version = new StringWriter();

    int exit = Main.commandLine().setOut(new PrintWriter(version)).execute("--version");

    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(version.toString()).matches("nodecert-operator/\\S+\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--namespace, NODECERT_NAMESPACE",
    "--watch-namespaces, NODECERT_WATCH_NAMESPACES",
    "--leader-election, NODECERT_LEADER_ELECTION",
  })
  void everyOptionHasAVariableOfItsName(String option, String variable) {
    assertThat(EnvironmentDefaults.variable(option)).isEqualTo(variable);
  }

  /** Help tells the defaults that hold, so it is asked in a process with another environment. */
  @Test
  void theEnvironmentChangesADefault() throws Exception {
    var help =
        outputOf(
            Map.of(
                "NODECERT_SOLVER_ADDRESS", "127.0.0.1:4711",
                "NODECERT_WORKERS", "7",
                "NODECERT_MAX_DNSAPI_SCRIPTS", "5",
                "NODECERT_LEASE_DURATION", "77s"),
            "--help");

    assertThat(help.replaceAll("\\s+", " "))
        .contains("127.0.0.1:4711", "Default: 7.", "Default: 5.", "Default: 77s.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NODECERT_VERSION", "NODECERT_HELP"})
  void whatIsNoSettingIsNotTakenFromTheEnvironment(String variable) throws Exception {
    assertThat(outputOf(Map.of(variable, "1.2.3"), "--workers=none"))
        .contains("'none' is not an int")
        .doesNotContain("1.2.3");
  }

  private static String outputOf(Map<String, String> environment, String argument)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Main.class.getName(), argument);
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private static Map<String, Object> values(String... arguments) {
    var commandLine = Main.commandLine();
    commandLine.parseArgs(arguments);
    return commandLine.getCommandSpec().options().stream()
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .collect(Collectors.toMap(OptionSpec::longestName, OptionSpec::getValue));
  }
}
