package dev.nodecert.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Files of an image in a folder, as a container engine lays them out. */
record UnpackedImage(Path folder) {

  private static final int EXECUTABLE = 0100;

  static UnpackedImage of(Collection<TarEntry> entries, Path folder) throws IOException {
    for (var entry : entries) {
      var path = folder.resolve(entry.name());
      Files.createDirectories(path.getParent());
      switch (entry.type()) {
        case '0' -> write(entry, path);
        case '2' -> Files.createSymbolicLink(path, Path.of(entry.target()));
        default -> Files.createDirectories(path);
      }
    }
    return new UnpackedImage(folder);
  }

  private static void write(TarEntry entry, Path path) throws IOException {
    Files.write(path, entry.content());
    Files.setPosixFilePermissions(
        path,
        PosixFilePermissions.fromString(
            (entry.mode() & EXECUTABLE) == 0 ? "rw-r--r--" : "rwxr-xr-x"));
    Files.setLastModifiedTime(path, FileTime.from(entry.changed(), TimeUnit.SECONDS));
  }

  /** Starts the operator for its version, by a Java that ends where it cannot use the cache. */
  Process printVersion(Path output) throws IOException {
    return java(
        output,
        "@" + folder.resolve("jvm.options"),
        "-XX:AOTCache=" + folder.resolve("nodecert-operator.aot"),
        "-XX:AOTMode=on",
        "-jar",
        folder.resolve("nodecert-operator.jar").toString(),
        "--version");
  }

  /** Starts the gate, as the chart node-proxy does. */
  Process startGate(Path output, String... arguments) throws IOException {
    var options = Stream.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-jar");
    var jar = Stream.of(folder.resolve("nodecert-gate.jar").toString());
    return java(
        output,
        Stream.of(options, jar, Stream.of(arguments)).flatMap(it -> it).toArray(String[]::new));
  }

  private Process java(Path output, String... arguments) throws IOException {
    var line = new ArrayList<String>();
    line.add(folder.resolve("runtime/bin/java").toString());
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
