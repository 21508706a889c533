package dev.nodecert.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private Terminal terminal(boolean interactive) {
    var out = new PrintStream(written, true, StandardCharsets.UTF_8);
    return new Terminal(out, interactive, new Style(false));
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void timesStandInAColumn() {
    assertThat(Terminal.time(Duration.ofMillis(412))).isEqualTo("[ 0.412 s]");
    assertThat(Terminal.time(Duration.ofMillis(12_345))).isEqualTo("[12.345 s]");
  }

  @Test
  void aStepTellsItsTimeAndGivesItsResult() throws Exception {
    var result = terminal(false).step("Counting", () -> 42);

    assertThat(result).isEqualTo(42);
    assertThat(text()).matches("\\[ \\d\\.\\d{3} s] Counting\\n");
  }

  @Test
  void aStepThatFailsSaysSo() {
    var terminal = terminal(false);

    assertThatThrownBy(() ->
            terminal.step(
                "Counting",
                () -> {
                  throw new DemoFailure("no numbers");
                }))
        .hasMessage("no numbers");
    assertThat(text()).contains("] failed: Counting");
  }

  @Test
  void aRunningStepIsWrittenOverWhereThatCanBeDone() throws Exception {
    terminal(true).step("Counting", () -> 42);

    assertThat(text()).startsWith("[   …   ] Counting\r\033[K[");
  }

  @Test
  void headingsAndCommandsHaveOneBlankLineBetweenThem() {
    var terminal = terminal(false);

    terminal.heading("Heading");
    terminal.command("ls");
    terminal.text("file\n");
    terminal.command("pwd");

    assertThat(text()).isEqualTo("\nHeading\n\n$ ls\nfile\n\n$ pwd\n");
  }

  @Test
  void coloursAreForTerminalsWhoseUserHasNotRefusedThem() {
    assertThat(Style.of(true, Map.of("TERM", "xterm")).good("yes")).isEqualTo("\033[32myes\033[0m");
    assertThat(Style.of(false, Map.of("TERM", "xterm")).good("yes")).isEqualTo("yes");
    assertThat(Style.of(true, Map.of("NO_COLOR", "1")).good("yes")).isEqualTo("yes");
    assertThat(Style.of(true, Map.of("TERM", "dumb")).good("yes")).isEqualTo("yes");
  }
}
