package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShellReaderTest {

  static Stream<Arguments> scripts() {
    return Stream.of(
        argumentSet("lines", "a b\nc", List.of("a b", "c")),
        argumentSet("separators", "a; b && c || d | e &", List.of("a", "b", "c", "d", "e")),
        argumentSet("comments", "a # b\n# c; d\ne #", List.of("a", "e")),
        argumentSet("a hash within a word", "a b#c", List.of("a b#c")),
        argumentSet("quotes", "a 'b; c' \"d; e\" \\;", List.of("a 'b; c' \"d; e\" \\;")),
        argumentSet("assignments", "A=b C='d e' f G=h", List.of("f G=h")),
        argumentSet("a substitution", "a $(b; c) d", List.of("b", "c", "a $(b; c) d")),
        argumentSet(
            "one in quotes",
            "a \"x $(b \"$(c)\") y\"",
            List.of("c", "b \"$(c)\"", "a \"x $(b \"$(c)\") y\"")),
        argumentSet("one in an assignment", "A=\"$(b)\"", List.of("b")),
        argumentSet("one in a default", "A=\"${B:-$(c 'd}')}\"", List.of("c 'd}'")),
        argumentSet("none in single quotes", "a '$(b)'", List.of("a '$(b)'")),
        argumentSet("none after a backslash", "a \"\\$(b)\"", List.of("a \"\\$(b)\"")),
        argumentSet(
            "reserved words",
            "if ! a; then b; elif c; then d; else e; fi",
            List.of("a", "b", "c", "d", "e")),
        argumentSet(
            "loops",
            "while a; do b; done; for x in $(c); do d; done",
            List.of("a", "b", "c", "for x in $(c)", "d")),
        argumentSet("groups", "{ a; }; (b; c)", List.of("a", "b", "c")),
        argumentSet("functions", "f() { a; }\ng () {\n b\n}", List.of("a", "b")),
        argumentSet(
            "cases",
            "case \"$(a)\" in\n# of x\nx | 'y)') b;;\n(z) c; d ;;\n*)\n e\nesac\nf",
            List.of("a", "case \"$(a)\" in", "b", "c", "d", "e", "f")),
        argumentSet(
            "a case in a substitution",
            "a $(case b in c) d ;; esac)",
            List.of("case b in", "d", "a $(case b in c) d ;; esac)")),
        argumentSet("redirections", "a >b 2>&1 <c; d 2>e", List.of("a", "d")),
        argumentSet(
            "here-documents", "a <<EOF; b\nc $(d)\n'e\"\nEOF\nf", List.of("a", "b", "d", "f")),
        argumentSet("two here-documents", "a <<'X' <<-Y\nx\nX\ny\n\tY\nb", List.of("a", "b")),
        argumentSet("a continued line", "a \\\n b", List.of("a \\\n b")),
        argumentSet(
            "arithmetic", "a $(( (1 + $(b)) * 2 ))", List.of("b", "a $(( (1 + $(b)) * 2 ))")),
        argumentSet("nothing", "\n \n", List.of()));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void commandsAreFoundWhereverTheyAre(String script, List<String> commands) throws Exception {
    assertThat(ShellReader.read(script).commands())
        .extracting(command -> String.join(" ", command.words()))
        .containsExactlyElementsOf(commands);
  }

  @Test
  void targetsOfOutputAreTold() throws Exception {
    var commands = ShellReader.read("a >b >>\"$c\" 2>d 2>&1 <e >|f\n: >g").commands();

    assertThat(commands)
        .extracting(ShellCommand::written)
        .containsExactly(List.of("b", "\"$c\"", "d", "f"), List.of("g"));
  }

  @Test
  void linesAreThoseOfTheFirstWord() throws Exception {
    var commands = ShellReader.read("a\n'b\n' \\\n c $(d\ne)\nf").commands();

    assertThat(commands).extracting(ShellCommand::line).containsExactly(1, 4, 5, 2, 6);
  }

  @Test
  void functionsAndExpressionsAreTold() throws Exception {
    var script = ShellReader.read("f() {\n a=$((b + 1))\n}\ng () { :; }");

    assertThat(script.functions()).containsExactlyInAnyOrder("f", "g");
    assertThat(script.arithmetic()).containsExactly(new ShellScript.Arithmetic(2, "b + 1"));
  }

  static Stream<String> unreadable() {
    return Stream.of(
        "a `b`",
        "a \"b",
        "a $(b",
        "a ${b",
        "a $((b",
        "a (b)",
        "a b()",
        "a )",
        "case a in b) c",
        "case a in b",
        "case a in ;) b ;; esac",
        "a <<EOF\nb",
        "a >",
        "$(".repeat(10_000),
        "case a in b) ".repeat(10_000),
        "\"${".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void whatIsNotUnderstoodIsRefused(String script) {
    assertThatExceptionOfType(UnreadableScriptException.class)
        .isThrownBy(() -> ShellReader.read(script))
        .withMessageStartingWith("line ");
  }
}
