package dev.nodecert.operator.dnsapi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the commands in a POSIX shell script without running it (IEEE Std 1003.1, Shell Command
 * Language, 2.2 Quoting, 2.6 Word Expansions, 2.9 Shell Commands). What it does not understand it
 * refuses: back quotes.
 */
final class ShellReader {

  private static final Set<Character> BLANKS = Set.of(' ', '\t', '\r');
  private static final String ENDS_OF_WORDS = " \t\r\n;|&<>()";

  /** No script that a person wrote is deeper. */
  private static final int MAX_DEPTH = 64;

  /** Where a list of commands ends. */
  private enum Ending {
    FILE,
    PARENTHESIS,
    CASE_BRANCH
  }

  private final ShellText text;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final Set<String> functions = new HashSet<>();
  private final List<ShellScript.Arithmetic> arithmetic = new ArrayList<>();
  private final Deque<String> hereDocuments = new ArrayDeque<>();
  private int depth;

  private ShellReader(ShellText text) {
    this.text = text;
  }

  /**
   * Reads a script.
   *
   * @throws UnreadableScriptException when it is no shell script, or more than this understands
   */
  static ShellScript read(String script) throws UnreadableScriptException {
    var reader = new ShellReader(new ShellText(script));
    reader.list(Ending.FILE);
    return new ShellScript(reader.commands, reader.functions, reader.arithmetic);
  }

  private UnreadableScriptException unreadable(String what) {
    return new UnreadableScriptException(text.line(), what);
  }

  private void enter() throws UnreadableScriptException {
    if (++depth > MAX_DEPTH) {
      throw unreadable("it is nested too deeply");
    }
  }

  private void list(Ending ending) throws UnreadableScriptException {
    enter();
    var command = new ShellCommandBuilder();
    while (!ended(ending, command)) {
      if (text.ended()) {
        throw unreadable("it ends too early");
      }
      step(command);
    }
    finish(command);
    depth--;
  }

  private boolean ended(Ending ending, ShellCommandBuilder command) {
    return switch (ending) {
      case FILE -> text.ended();
      case PARENTHESIS -> text.consume(")");
      case CASE_BRANCH -> text.consume(";;") || (command.isEmpty() && text.startsWith("esac"));
    };
  }

  private void step(ShellCommandBuilder command) throws UnreadableScriptException {
    switch (text.peek()) {
      case ' ', '\t', '\r' -> text.next();
      case '#' -> text.restOfLine();
      case '\n' -> {
        text.next();
        finish(command);
        skipHereDocuments();
      }
      case ';', '|', '&' -> {
        text.next();
        finish(command);
      }
      case '(' -> parenthesis(command);
      case '<', '>' -> redirection(command);
      default -> word(command);
    }
  }

  private void finish(ShellCommandBuilder command) {
    command.build().ifPresent(commands::add);
  }

  private void skipHereDocuments() throws UnreadableScriptException {
    while (!hereDocuments.isEmpty()) {
      skipHereDocument(hereDocuments.remove());
    }
  }

  private void skipHereDocument(String end) throws UnreadableScriptException {
    while (!text.lineIs(end)) {
      while (text.peek() != '\n') {
        if (text.ended()) {
          throw unreadable("it ends within a here-document");
        }
        quotedPart();
      }
      text.next();
    }
    text.restOfLine();
  }

  private void parenthesis(ShellCommandBuilder command) throws UnreadableScriptException {
    text.next();
    if (command.isEmpty()) {
      list(Ending.PARENTHESIS);
      return;
    }
    functions.add(
        command
            .takeFunctionName()
            .filter(_ -> text.consume(")"))
            .orElseThrow(() -> unreadable("a parenthesis within a command")));
  }

  private void redirection(ShellCommandBuilder command) throws UnreadableScriptException {
    command.dropDescriptor();
    boolean output = text.next() == '>';
    boolean hereDocument = !output && text.consume("<");
    boolean duplicate = !hereDocument && text.consume("&");
    if (!text.consume(hereDocument ? "-" : ">") && output) {
      text.consume("|");
    }
    skipBlanks();
    int line = text.line();
    var target = readWord();
    if (hereDocument) {
      hereDocuments.add(target.replaceAll("['\"\\\\]", ""));
    } else if (output && !duplicate) {
      command.writesTo(line, target);
    }
  }

  private void skipBlanks() {
    while (BLANKS.contains(text.peek())) {
      text.next();
    }
  }

  private void word(ShellCommandBuilder command) throws UnreadableScriptException {
    int line = text.line();
    command.add(line, readWord());
    if (command.startsCase()) {
      finish(command);
      branches();
    }
  }

  private void branches() throws UnreadableScriptException {
    enter();
    skipToPatterns();
    while (!text.consume("esac")) {
      patterns();
      list(Ending.CASE_BRANCH);
      skipToPatterns();
    }
    depth--;
  }

  private void skipToPatterns() {
    while (BLANKS.contains(text.peek()) || text.peek() == '\n' || text.peek() == '#') {
      if (text.peek() == '#') {
        text.restOfLine();
      } else {
        text.next();
      }
    }
  }

  private void patterns() throws UnreadableScriptException {
    while (!text.consume(")")) {
      if (" \t|(".indexOf(text.peek()) >= 0) {
        text.next();
      } else {
        readWord();
      }
    }
  }

  /** A word as it is written; what is substituted in it is read, too. */
  private String readWord() throws UnreadableScriptException {
    int from = text.position();
    while (!text.ended() && ENDS_OF_WORDS.indexOf(text.peek()) < 0) {
      part();
    }
    if (text.position() == from) {
      throw unreadable("a word is missing");
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
      case '`' -> throw unreadable("back quotes");
      default -> {}
    }
  }

  /** Up to the quote or brace that ends it. */
  private void quoted(char end) throws UnreadableScriptException {
    enter();
    while (text.peek() != end) {
      if (text.ended()) {
        throw unreadable("it ends within quotes");
      }
      if (end == '"') {
        quotedPart();
      } else {
        part();
      }
    }
    text.next();
    depth--;
  }

  /** Where quotes are no quotes. */
  private void quotedPart() throws UnreadableScriptException {
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
      list(Ending.PARENTHESIS);
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
        throw unreadable("it ends within an expression");
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
