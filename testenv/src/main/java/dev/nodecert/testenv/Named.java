package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** BIND's programs, as {@code testenv/provide} has brought them, in a directory of their own. */
record Named(Servers servers, RunDirectory directory, NamedConfiguration configuration) {

  private static final Duration START = Duration.ofSeconds(10);
  private static final String CONFIGURATION = "named.conf";
  private static final String CONTROL = "rndc.conf";

  /**
   * Starts the server.
   *
   * @param text its configuration
   */
  ChildProcess launch(String text) {
    directory.write(CONFIGURATION, text);
    directory.write(CONTROL, configuration.rndc());
    var command = List.of(path("named"), "-g", "-n", "1", "-c", CONFIGURATION);
    return ChildProcess.start("named", directory.path(), servers.environment("named"), command);
  }

  /** Waits for the server, which listens for commands after it does for queries. */
  void awaitReady(ChildProcess process) {
    process.awaitListening(START, InetAddress.getLoopbackAddress(), configuration.controlPort());
  }

  /**
   * Gives the server a command.
   *
   * @throws IllegalStateException with its answer, when it fails
   */
  void control(String... command) {
    var program = Stream.of(path("rndc"), "-c", directory.resolve(CONTROL).toString());
    var line = Stream.concat(program, Stream.of(command)).toList();
    new Tool(line, servers.environment("rndc")).run();
  }

  /**
   * Makes a folder for the PATH of whoever runs {@code nsupdate}, and knows nothing of the folders
   * of its libraries.
   */
  Path nsupdateFolder() {
    try {
      var folder = Files.createDirectories(directory.resolve("bin"));
      var script = Files.writeString(folder.resolve("nsupdate"), nsupdateScript());
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String nsupdateScript() {
    return """
    #!/bin/sh
    export LD_LIBRARY_PATH='%s'
    exec '%s' "$@"
    """
        .formatted(servers.libraries("nsupdate").orElse(""), path("nsupdate"));
  }

  private String path(String program) {
    return servers.path(program).toString();
  }
}
