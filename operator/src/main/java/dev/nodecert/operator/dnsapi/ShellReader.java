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

  /** Where a list of commands ends. */
  private enum Ending {
    FILE,
    PARENTHESIS,
    CASE_BRANCH
  }

  private final ShellText text;
  private final ShellWords words;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final Set<String> functions = new HashSet<>();
  private final Deque<String> hereDocuments = new ArrayDeque<>();

  private ShellReader(ShellText text) {
    this.text = text;
    words = new ShellWords(text, () -> list(Ending.PARENTHESIS));
  }

  /**
   * Reads a script.
   *
   * @throws UnreadableScriptException when it is no shell script, or more than this understands
   */
  static ShellScript read(String script) throws UnreadableScriptException {
    var reader = new ShellReader(new ShellText(script));
    reader.list(Ending.FILE);
    return new ShellScript(reader.commands, reader.functions, reader.words.expressions());
  }

  private void list(Ending ending) throws UnreadableScriptException {
    text.enter();
    var command = new ShellCommandBuilder();
    while (!ended(ending, command)) {
      if (text.ended()) {
        throw text.unreadable("it ends too early");
      }
      step(command);
    }
    finish(command);
    text.leave();
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
          throw text.unreadable("it ends within a here-document");
        }
        words.quotedPart();
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
            .orElseThrow(() -> text.unreadable("a parenthesis within a command")));
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
    var target = words.read();
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
    command.add(line, words.read());
    if (command.startsCase()) {
      finish(command);
      branches();
    }
  }

  private void branches() throws UnreadableScriptException {
    text.enter();
    skipToPatterns();
    while (!text.consume("esac")) {
      patterns();
      list(Ending.CASE_BRANCH);
      skipToPatterns();
    }
    text.leave();
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
        words.read();
      }
    }
  }
}
