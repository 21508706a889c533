package dev.nodecert.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The names that this JVM knows, in place of the machine's: a file that the JDK reads anew. */
final class Hosts {

  private static final Path FILE = Path.of(System.getProperty("jdk.net.hosts.file", ""));

  private final Map<String, String> addresses = new TreeMap<>(Map.of("localhost", "127.0.0.1"));

  Hosts() {
    write();
  }

  void add(String name, String address) {
    addresses.put(name, address);
    write();
  }

  String address(String name) {
    return addresses.getOrDefault(name, "");
  }

  private void write() {
    var text = new StringBuilder();
    addresses.forEach((name, address) -> text.append(address + " " + name + "\n"));
    try {
      Files.writeString(FILE, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
