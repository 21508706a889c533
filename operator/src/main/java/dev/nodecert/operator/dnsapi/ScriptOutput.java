package dev.nodecert.operator.dnsapi;

import dev.nodecert.operator.text.VisibleText;

/** What a script has printed, for people: no secrets, no control characters, not too long. */
final class ScriptOutput {

  private ScriptOutput() {}

  static String of(BoundedText printed, SecretMask mask) {
    if (printed.leftOut() == 0) {
      return mask.mask(VisibleText.lines(printed.head())).strip();
    }
    // What is cut through may be a secret of which so little is left that it is not known as one.
    var head = mask.mask(VisibleText.lines(printed.head()));
    var tail = mask.mask(VisibleText.lines(printed.tail()));
    int headEnd = Math.max(0, head.length() - mask.longest());
    int tailStart = Math.min(tail.length(), mask.longest());
    return "%s%n… %d bytes left out …%n%s"
        .formatted(head.substring(0, headEnd), printed.leftOut(), tail.substring(tailStart))
        .strip();
  }
}
