package dev.nodecert.operator.dnsapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What scripts find around them.
 *
 * @param path where programs are looked for: absolute folders, with colons between them
 * @param curlConfiguration lines for curl beside our own, such as {@code cacert = "…"} or {@code
 *     proxy = "…"}
 */
public record ScriptEnvironment(String path, List<String> curlConfiguration) {

  private static final String SYSTEM_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  public ScriptEnvironment {
    curlConfiguration = List.copyOf(curlConfiguration);
  }

  /** The system's programs, and curl as we configure it. */
  public static ScriptEnvironment ofSystem() {
    return new ScriptEnvironment(SYSTEM_PATH, List.of());
  }

  Optional<Path> find(String program) {
    return Stream.of(path.split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  List<String> missing(List<String> programs) {
    return programs.stream().filter(program -> find(program).isEmpty()).toList();
  }
}
