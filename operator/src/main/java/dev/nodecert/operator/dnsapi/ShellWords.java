package dev.nodecert.operator.dnsapi;

import java.util.ArrayList;
import java.util.List;

/** Reads the words of a shell script: quotes, and what is substituted within words. */
final class ShellWords {

  private static final String ENDS = " \t\r\n;|&<>()";

  /** Reads the commands of a command substitution. */
  interface Substitution {
    void read() throws UnreadableScriptException;
  }

  private final ShellText text;
  private final Substitution substitution;
  private final List<ShellScript.Arithmetic> arithmetic = new ArrayList<>();

  ShellWords(ShellText text, Substitution substitution) {
    this.text = text;
    this.substitution = substitution;
  }

  /** The arithmetic expressions of the words that have been read. */
  List<ShellScript.Arithmetic> expressions() {
    return arithmetic;
  }

  /** A word as it is written; what is substituted in it is read, too. */
  String read() throws UnreadableScriptException {
    int from = text.position();
    while (!text.ended() && ENDS.indexOf(text.peek()) < 0) {
      part();
    }
    if (text.position() == from) {
      throw text.unreadable("a word is missing");
    }
    return text.since(from);
  }

  private void part() throws UnreadableScriptException {
    char c = text.next();
    switch (c) {
      case '\'' -> text.skipPast('\'');
      case '"' -> quoted('"');
      case '$' -> expansion();
      case '\\' -> text.skip(1);
      case '`' -> throw text.unreadable("back quotes");
      default -> {}
    }
  }

  /** Up to the quote or brace that ends it. */
  private void quoted(char end) throws UnreadableScriptException {
    text.enter();
    while (text.peek() != end) {
      if (text.ended()) {
        throw text.unreadable("it ends within quotes");
      }
      if (end == '"') {
        quotedPart();
      } else {
        part();
      }
    }
    text.next();
    text.leave();
  }

  /** Where quotes are no quotes. */
  void quotedPart() throws UnreadableScriptException {
    if (text.peek() == '\'' || text.peek() == '"') {
      text.next();
    } else {
      part();
    }
  }

  private void expansion() throws UnreadableScriptException {
    if (text.consume("((")) {
      arithmetic();
    } else if (text.consume("(")) {
      substitution.read();
    } else if (text.consume("{")) {
      quoted('}');
    }
  }

  private void arithmetic() throws UnreadableScriptException {
    int line = text.line();
    int from = text.position();
    int open = 2;
    while (open > 0) {
      if (text.ended()) {
        throw text.unreadable("it ends within an expression");
      }
      switch (text.peek()) {
        case '(' -> {
          open++;
          text.next();
        }
        case ')' -> {
          open--;
          text.next();
        }
        default -> part();
      }
    }
    var expression = text.since(from);
    arithmetic.add(
        new ShellScript.Arithmetic(line, expression.substring(0, expression.length() - 2)));
  }
}
