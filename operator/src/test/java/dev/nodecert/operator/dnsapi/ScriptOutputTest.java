package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptOutputTest {

  private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private final SecretMask mask = new SecretMask(List.of(SECRET));

  static Stream<Arguments> texts() {
    return Stream.of(
        argumentSet("lines stay", "a\nb\tc\n", "a\nb\tc"),
        argumentSet("other line ends", "a\r\nb\rc", "a\nb\nc"),
        argumentSet("terminal escapes", "\u001B[1;31mred\u001B[0m \u001B]0;t\u0007", "red ]0;t"),
        argumentSet("controls", "a\u0000b\u0008c\u009Bd", "abcd"),
        argumentSet("bidi and zero width", "a\u202Eb\u200Bc\u2066", "abc"),
        argumentSet("damaged UTF-8", "a\uFFFDb", "a\uFFFDb"),
        argumentSet("a secret with controls in it", "0\u00001\u00002\u00003456789", "***"),
        argumentSet("nothing", " \n", ""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void whatAPersonCannotSeeIsLeftOut(String printed, String text) {
    assertThat(ScriptOutput.of(new BoundedText(printed, "", 0), mask)).isEqualTo(text);
  }

  @Test
  void aSecretThatIsCutThroughLeavesNothing() {
    var head = "x".repeat(500) + "\n" + SECRET.substring(0, 5);
    var tail = SECRET.substring(31) + "\n" + "y".repeat(500);

    var text = ScriptOutput.of(new BoundedText(head, tail, 26), mask);

    assertThat(text)
        .startsWith("xxx")
        .contains("\n… 26 bytes left out …\n")
        .endsWith("yyy")
        .doesNotContain("0", "z");
  }

  @Test
  void whatIsShorterThanItsSecretsIsLeftOutWhole() {
    assertThat(ScriptOutput.of(new BoundedText("short", "short", 1), mask))
        .isEqualTo("… 1 bytes left out …");
  }
}
