package dev.nodecert.operator.dnsapi;

import java.util.List;
import java.util.Set;

/**
 * What a shell script consists of, so far as it matters to whether it is safe to run.
 *
 * @param commands all simple commands, those in substitutions too
 * @param functions that it defines
 * @param arithmetic the expressions that the shell computes
 */
record ShellScript(
    List<ShellCommand> commands, Set<String> functions, List<Arithmetic> arithmetic) {

  /**
   * An arithmetic expression.
   *
   * @param line from 1
   */
  record Arithmetic(int line, String expression) {}

  ShellScript {
    commands = List.copyOf(commands);
    functions = Set.copyOf(functions);
    arithmetic = List.copyOf(arithmetic);
  }
}
