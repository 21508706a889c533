package dev.nodecert.operator.dnsapi;

/** A script's text with a place in it. */
final class ShellText {

  /** No script that a person wrote is nested deeper. */
  private static final int MAX_DEPTH = 64;

  static final char END = '\0';

  private final String text;
  private int at;
  private int line = 1;
  private int depth;

  ShellText(String text) {
    this.text = text;
  }

  boolean ended() {
    return at >= text.length();
  }

  /** The next character, {@link #END} at the end. */
  char peek() {
    return ended() ? END : text.charAt(at);
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  char next() {
    char c = text.charAt(at++);
    if (c == '\n') {
      line++;
    }
    return c;
  }

  void skip(int characters) {
    for (int i = 0; i < characters && !ended(); i++) {
      next();
    }
  }

  /** Goes past a token, if it is next. */
  boolean consume(String token) {
    boolean next = startsWith(token);
    if (next) {
      skip(token.length());
    }
    return next;
  }

  /** Goes past the next such character, or to the end. */
  void skipPast(char c) {
    while (!ended() && next() != c) {}
  }

  /** Whether the rest of the line is this and blanks. */
  boolean lineIs(String content) {
    int end = text.indexOf('\n', at);
    return text.substring(at, end < 0 ? text.length() : end).strip().equals(content);
  }

  /** The rest of the line, without its end. */
  String restOfLine() {
    int from = at;
    while (!ended() && peek() != '\n') {
      next();
    }
    return text.substring(from, at);
  }

  /** The line of the next character, from 1. */
  int line() {
    return line;
  }

  int position() {
    return at;
  }

  String since(int position) {
    return text.substring(position, at);
  }

  /** Into something that may have more of itself in it. */
  void enter() throws UnreadableScriptException {
    if (++depth > MAX_DEPTH) {
      throw unreadable("it is nested too deeply");
    }
  }

  void leave() {
    depth--;
  }

  UnreadableScriptException unreadable(String what) {
    return new UnreadableScriptException(line, what);
  }
}
