package dev.nodecert.testenv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executables that {@code testenv/provide} has brought to this machine.
 *
 * @param paths by the name that the script prints
 */
record Servers(Map<String, String> paths) {

  private static final Logger log = LoggerFactory.getLogger(Servers.class);

  Servers {
    paths = Map.copyOf(paths);
  }

  /**
   * Builds or fetches parts of the environment, unless they are in the user's cache: the first time
   * this takes minutes.
   *
   * @param parts as {@code testenv/provide} names them
   * @throws IllegalStateException with what is missing on this machine
   */
  static Servers provide(String... parts) {
    var command = new ArrayList<String>();
    command.add(Project.find().provide().toString());
    command.addAll(List.of(parts));
    return parse(new Tool(command, System.getenv()).run(log::info));
  }

  static Servers parse(String lines) {
    return new Servers(
        lines
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  Path path(String name) {
    var path = paths.get(name);
    if (path == null) {
      throw new IllegalArgumentException("testenv/provide did not name " + name);
    }
    return Path.of(path);
  }

  /** The folders of the libraries that an executable needs beside the machine's own. */
  Optional<String> libraries(String name) {
    return Optional.ofNullable(paths.get(name + "-libraries"));
  }

  /** What an executable has to be told to find these libraries. */
  Map<String, String> environment(String name) {
    return libraries(name).map(folders -> Map.of("LD_LIBRARY_PATH", folders)).orElseGet(Map::of);
  }
}
