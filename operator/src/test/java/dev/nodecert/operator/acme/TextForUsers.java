package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What must hold of every text that a CA has a part in and a user reads. */
final class TextForUsers {

  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

  private TextForUsers() {}

  static void assertSound(AcmeFailure failure) {
    assertSound(failure.type(), ProblemText.MAX_TYPE);
    assertSound(failure.message(), ProblemText.MAX_TEXT);
  }

  static void assertSound(String text, int max) {
    assertThat(text).hasSizeLessThanOrEqualTo(max).doesNotContainPattern(INVISIBLE);
  }
}
