package dev.nodecert.operator.text;

import java.util.regex.Pattern;

/**
 * Text of others as a person sees it: no terminal escapes, no control, bidi or other characters
 * without a shape.
 */
public final class VisibleText {

  /** What terminals take for orders (ECMA-48, 5.4). */
  private static final Pattern ESCAPES = Pattern.compile("\u001B\\[[0-?]*[ -/]*[@-~]");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private VisibleText() {}

  /** Lines stay lines; what is not seen is left out. */
  public static String lines(String text) {
    var visible = new StringBuilder();
    withoutEscapes(text.replace("\r\n", "\n").replace('\r', '\n'))
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || isVisible(c))
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  /** All in one line, with a blank for what is not seen: what it kept apart stays apart. */
  public static String line(String text, int max) {
    var visible = new StringBuilder();
    withoutEscapes(text)
        .codePoints()
        .map(c -> isVisible(c) ? c : ' ')
        .forEach(visible::appendCodePoint);
    return cut(BLANKS.matcher(visible).replaceAll(" ").strip(), max);
  }

  /** No more of it than so many UTF-16 code units; no character is cut through. */
  public static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 2)) ? max - 2 : max - 1;
    return text.substring(0, end) + "…";
  }

  private static String withoutEscapes(String text) {
    return ESCAPES.matcher(text).replaceAll("");
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
