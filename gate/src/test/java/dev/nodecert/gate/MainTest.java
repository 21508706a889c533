package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.net.InetAddresses;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

class MainTest {

  @Test
  void theDefaultsSuitAPod() {
    assertThat(configuration("--users=u"))
        .isEqualTo(
            new GateConfiguration(
                at("0.0.0.0", 8088),
                at("0.0.0.0", 8080),
                Path.of("u"),
                new SessionLimits(Duration.ofHours(2), Duration.ofHours(12), 1000)));
  }

  @Test
  void allOfItCanBeSaid() {
    assertThat(
            configuration(
                "--users=u",
                "--address=[::1]:1",
                "--management-address=127.0.0.1:2",
                "--session-idle=90s",
                "--session-lifetime=1h30m",
                "--max-sessions=7"))
        .isEqualTo(
            new GateConfiguration(
                at("::1", 1),
                at("127.0.0.1", 2),
                Path.of("u"),
                new SessionLimits(Duration.ofSeconds(90), Duration.ofMinutes(90), 7)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--address=8088",
        "--address=::1:8088",
        "--address=host",
        "--address=127.0.0.1:65536",
        "--session-idle=0s",
        "--session-lifetime=-1h",
        "--session-idle=1d",
        "--session-idle=5",
        "--max-sessions=0",
        "--other",
      })
  void whatMakesNoSenseIsRefused(String option) {
    assertThatExceptionOfType(ParameterException.class)
        .isThrownBy(() -> configuration("--users=u", option));
  }

  @Test
  void theUsersMustBeSaid() {
    assertThatExceptionOfType(ParameterException.class).isThrownBy(MainTest::configuration);
  }

  private static GateConfiguration configuration(String... arguments) {
    var main = new Main();
    Main.commandLine(main).parseArgs(arguments);
    return main.configuration();
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddresses.forString(address), port);
  }
}
