package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.text.VisibleText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A secret, a NUL, and what a script has printed. */
final class ScriptOutputFuzz {

  private static final int PIECE = 8;
  private static final int MIN_SECRET = 4;

  private ScriptOutputFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var parts = new String(input, UTF_8).split("\0", 2);
    var secret = parts[0].strip();
    var printed = parts.length > 1 ? parts[1] : "";
    var mask = new SecretMask(List.of(secret));

    var text = ScriptOutput.of(new BoundedText(printed, "", 0), mask);

    assertThat(VisibleText.lines(text)).isEqualTo(text);
    boolean hidden = mask.longest() > 0 && !secret.contains("://") && !secret.contains("*");
    if (hidden && withoutBlanks(secret).length() >= MIN_SECRET) {
      assertNoPiece(withoutBlanks(secret), withoutBlanks(text));
    }
  }

  private static void assertNoPiece(String secret, String text) {
    int piece = Math.min(PIECE, secret.length());
    assertThat(IntStream.rangeClosed(0, secret.length() - piece))
        .allSatisfy(i -> assertThat(text).doesNotContain(secret.substring(i, i + piece)));
  }

  private static String withoutBlanks(String text) {
    return text.chars()
        .filter(c -> !Character.isWhitespace(c))
        .map(Character::toLowerCase)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
