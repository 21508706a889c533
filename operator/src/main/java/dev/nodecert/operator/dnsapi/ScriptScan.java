package dev.nodecert.operator.dnsapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks for what lets a script do more than talk to its provider: code from data, files, programs.
 * A variable in a program for sed is not looked for: the driver runs sed in its sandbox.
 */
final class ScriptScan {

  /**
   * Those of the shell and of POSIX that do only what they are told, to nothing but their output.
   */
  private static final Set<String> HARMLESS =
      Set.of(
          (": [ alias break cat command continue cut date echo egrep exit export expr false fgrep fold"
                  + " for grep head hexdump iconv idn local mktemp od openssl paste printf read"
                  + " readonly return rev seq set shift sleep sort tail test tr true type umask uniq"
                  + " unset wait wc case sed awk base64 tac uname")
              .split(" "));

  /** Run what is in their arguments. */
  private static final Set<String> EVALUATORS =
      Set.of(
          (". [[ bash dash declare env eval exec let nohup perl python python3 setsid sh source sudo"
                  + " timeout trap typeset xargs")
              .split(" "));

  private static final Set<String> FILE_COMMANDS =
      Set.of(
          "_sed_i chmod chown cp dd install kill ln mkdir mv rm rmdir tee touch truncate"
              .split(" "));

  /** {@code HTTP_HEADER} is the driver's own file. */
  private static final Set<String> HARMLESS_TARGETS =
      Set.of(
          "/dev/null",
          "\"/dev/null\"",
          "/dev/stderr",
          "$HTTP_HEADER",
          "\"$HTTP_HEADER\"",
          "\"${HTTP_HEADER}\"");

  /** The driver sets it. */
  private static final Set<String> OPENSSL =
      Set.of("${ACME_OPENSSL_BIN:-openssl}", "\"$ACME_OPENSSL_BIN\"");

  private static final Pattern HELPER = Pattern.compile("_[A-Za-z0-9_]+");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Set<String> programs;
  private final Set<String> options;

  /**
   * Prepares to look at one script.
   *
   * @param programs that the script is known to run
   * @param options that it documents
   */
  ScriptScan(Collection<String> programs, Collection<String> options) {
    this.programs = Set.copyOf(programs);
    this.options = Set.copyOf(options);
  }

  List<Finding> findings(String script) {
    ShellScript read;
    try {
      read = ShellReader.read(script);
    } catch (UnreadableScriptException e) {
      return List.of(new Finding(0, "", "cannot be understood (" + e.getMessage() + ")"));
    }
    var lines = script.split("\n", -1);
    var findings = new ArrayList<Finding>();
    for (var command : read.commands()) {
      found(command, read).forEach(it -> findings.add(finding(lines, command.line(), it)));
    }
    for (var computed : read.arithmetic()) {
      if (isOfSettings(computed.expression(), script)) {
        findings.add(finding(lines, computed.line(), "computes with a setting"));
      }
    }
    return findings;
  }

  private static Finding finding(String[] lines, int line, String what) {
    return new Finding(line, lines[line - 1].strip(), what);
  }

  private List<String> found(ShellCommand command, ShellScript script) {
    var found = new ArrayList<String>();
    for (var target : command.written()) {
      if (!HARMLESS_TARGETS.contains(target)) {
        found.add("writes to " + target);
      }
    }
    if (!command.words().isEmpty()) {
      run(command.words().getFirst(), script).forEach(found::add);
    }
    return found;
  }

  private List<String> run(String name, ShellScript script) {
    if (HARMLESS.contains(name)
        || OPENSSL.contains(name)
        || programs.contains(name)
        || script.functions().contains(name)) {
      return List.of();
    }
    if (EVALUATORS.contains(name)) {
      return List.of("evaluates text as a command");
    }
    if (FILE_COMMANDS.contains(name)) {
      return List.of("changes files or processes by " + name);
    }
    if (HELPER.matcher(name).matches()) {
      return List.of();
    }
    return name.matches(".*[$\"'\\\\].*") && !name.equals("\\date")
        ? List.of("runs a program that a variable names")
        : List.of("runs " + name);
  }

  /**
   * Bash computes what a variable says, commands in array subscripts included. A variable that the
   * script sets by itself is no way in.
   */
  private boolean isOfSettings(String expression, String script) {
    return WORD.matcher(expression)
        .results()
        .map(word -> word.group())
        .filter(word -> !word.startsWith("_"))
        .anyMatch(word -> options.contains(word) || !assigns(script, word));
  }

  private static boolean assigns(String script, String variable) {
    return Pattern.compile("\\b" + variable + "=").matcher(script).find();
  }
}
