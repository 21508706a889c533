package dev.nodecert.operator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VisibleTextTest {

  private static final String TWO_CODE_UNITS = "\uD83D\uDE00";

  static Stream<Arguments> unclean() {
    return Stream.of(
        argumentSet("line breaks and tabs", "a\r\nb\tc\fd", "a b c d"),
        argumentSet("terminal escapes", "a\u001B[31mred\u0000", "ared"),
        argumentSet("C1 controls", "a\u0085b\u009Bc", "a b c"),
        argumentSet("bidi overrides", "a\u202Eb\u202Cc\u2066d\u2069", "a b c d"),
        argumentSet("zero-width characters", "a\u200Bb\uFEFFc\u200E", "a b c"),
        argumentSet("soft hyphens", "a\u00ADb", "a b"),
        argumentSet("line and paragraph separators", "a\u2028b\u2029c", "a b c"),
        argumentSet("private use", "a\uE000b\uDBFF\uDFFDc", "a b c"),
        argumentSet("half a surrogate pair", "a\uD83Db", "a b"),
        argumentSet("unassigned characters", "a\u0378b", "a b"),
        argumentSet("tag characters", "a\uDB40\uDC41b", "a b"),
        argumentSet("blanks around and between", "  a   b ", "a b"),
        argumentSet("nothing", "", ""),
        argumentSet(
            "what is visible stays", "für 例え " + TWO_CODE_UNITS, "für 例え " + TWO_CODE_UNITS));
  }

  @ParameterizedTest
  @MethodSource("unclean")
  void whatAPersonCannotSeeIsLeftOut(String text, String clean) {
    assertThat(VisibleText.line(text, 256)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource({"255, 255", "256, 256", "257, 256", "1000, 256"})
  void aTextIsCutWhereItIsTooLong(int length, int kept) {
    var clean = VisibleText.line("x".repeat(length), 256);

    assertThat(clean).hasSize(kept);
    assertThat(clean.endsWith("…")).isEqualTo(length > 256);
  }

  @ParameterizedTest
  @CsvSource({"0, 255", "1, 256"})
  void aCutNeverSplitsASurrogatePair(int before, int kept) {
    var text = "x".repeat(before) + TWO_CODE_UNITS.repeat(200);

    var clean = VisibleText.line(text, 256);

    assertThat(clean).hasSize(kept).endsWith(TWO_CODE_UNITS + "…");
  }

  @Test
  void linesStayWhereTheyAreWanted() {
    assertThat(VisibleText.lines("a\r\nb\rc\td\u202E\u001B[1me\u0000")).isEqualTo("a\nb\nc\tde");
  }
}
