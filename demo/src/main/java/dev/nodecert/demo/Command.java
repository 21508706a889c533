package dev.nodecert.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that does something and ends.
 *
 * @param line path and arguments
 */
record Command(List<String> line) {

  Command {
    line = List.copyOf(line);
  }

  static Command of(String... line) {
    return new Command(List.of(line));
  }

  /**
   * Runs it.
   *
   * @return what it printed, errors included
   */
  String run() throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = process.inputReader().readAllAsString();
    if (process.waitFor() != 0) {
      throw new DemoFailure("`%s` failed:%n%s".formatted(this, output.strip()));
    }
    return output;
  }

  /** As one could type it. */
  @Override
  public String toString() {
    var words = new ArrayList<>(line);
    words.replaceAll(word -> word.matches("[\\w./:=@%+,-]+") ? word : "'" + word + "'");
    return String.join(" ", words);
  }
}
