package dev.nodecert.operator.dnsapi;

/** A shell script that {@link ShellReader} does not understand. */
final class UnreadableScriptException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableScriptException(int line, String what) {
    super("line %d: %s".formatted(line, what));
  }
}
