package dev.nodecert.operator.dnsapi;

import java.util.regex.Pattern;

/**
 * Text of others as a person sees it: no terminal escapes, no control, bidi or other characters
 * without a shape.
 */
final class VisibleText {

  /** What terminals take for orders (ECMA-48, 5.4). */
  private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

  private VisibleText() {}

  /** Lines stay lines. */
  static String lines(String text) {
    var visible = new StringBuilder();
    ESCAPES
        .matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
        .replaceAll("")
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || isVisible(c))
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  /** All in one line. */
  static String line(String text) {
    return lines(text).replaceAll("\\s+", " ").strip();
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
