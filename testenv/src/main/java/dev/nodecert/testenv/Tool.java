package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program that does something and ends.
 *
 * @param command absolute path and arguments
 * @param environment all that it gets
 */
record Tool(List<String> command, Map<String, String> environment) {

  Tool {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /**
   * Runs it.
   *
   * @return its standard output
   * @throws IllegalStateException with its error output, when it fails
   */
  String run() {
    return run(line -> {});
  }

  /**
   * Runs it.
   *
   * @param progress is given each line of its error output
   */
  String run(Consumer<String> progress) {
    try {
      var builder = new ProcessBuilder(command);
      builder.environment().clear();
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var errors = new ArrayList<String>();
      var reader = Thread.ofVirtual().start(() -> follow(process, progress.andThen(errors::add)));
      var output = process.inputReader().readAllAsString();
      reader.join();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(
            "%s failed:%n%s"
                .formatted(
                    String.join(" ", command),
                    errors.isEmpty() ? output : String.join("\n", errors)));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + command.getFirst(), e);
    }
  }

  private static void follow(Process process, Consumer<String> line) {
    process.errorReader().lines().forEach(line);
  }
}
