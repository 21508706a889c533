package dev.nodecert.gate;

import java.util.regex.Pattern;

/** Where a browser goes after the log-in: a path of the same origin, and never another. */
record ReturnPath(String text) {

  static final ReturnPath ROOT = new ReturnPath("/");

  /**
   * Browsers take {@code //host} and {@code /\host} for other origins and leave out tabs and line
   * breaks; so of a URI's characters (RFC 3986) only, and not two slashes first.
   */
  private static final Pattern PATH =
      Pattern.compile("/(?!/)[A-Za-z0-9._~%!$&'()*+,;=:@/?\\[\\]|-]{0,2047}");

  private static final Pattern OWN = Pattern.compile("/gate(?:[/?].*)?");

  static ReturnPath of(String wish) {
    return PATH.matcher(wish).matches() && !OWN.matcher(wish).matches()
        ? new ReturnPath(wish)
        : ROOT;
  }
}
