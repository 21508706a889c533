package dev.nodecert.operator.dnsapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A command of a shell script, as its words come in. */
final class ShellCommandBuilder {

  /** After them a command begins anew (Shell Command Language, 2.4). */
  private static final Set<String> RESERVED_WORDS =
      Set.of("if", "then", "elif", "else", "fi", "while", "until", "do", "done", "!", "{", "}");

  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);
  private static final Pattern DESCRIPTOR = Pattern.compile("[0-9]");

  private final List<String> words = new ArrayList<>();
  private final List<String> written = new ArrayList<>();
  private int line;

  void add(int line, String word) {
    if (words.isEmpty()) {
      this.line = line;
    }
    boolean begins = RESERVED_WORDS.contains(word) || ASSIGNMENT.matcher(word).matches();
    if (!words.isEmpty() || !begins) {
      words.add(word);
    }
  }

  void writesTo(int line, String target) {
    if (words.isEmpty()) {
      this.line = line;
    }
    written.add(target);
  }

  /** The number before a redirection is none of the words. */
  void dropDescriptor() {
    if (!words.isEmpty() && DESCRIPTOR.matcher(words.getLast()).matches()) {
      words.removeLast();
    }
  }

  boolean isEmpty() {
    return words.isEmpty();
  }

  boolean startsCase() {
    return words.size() == 3 && words.getFirst().equals("case") && words.getLast().equals("in");
  }

  /** The name of a function whose definition this has become. */
  Optional<String> takeFunctionName() {
    if (words.size() != 1) {
      return Optional.empty();
    }
    return Optional.of(words.removeFirst());
  }

  /** The command, unless it is empty; a new one begins. */
  Optional<ShellCommand> build() {
    if (words.isEmpty() && written.isEmpty()) {
      return Optional.empty();
    }
    var command = new ShellCommand(line, words, written);
    words.clear();
    written.clear();
    return Optional.of(command);
  }
}
