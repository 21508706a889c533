package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The scripts of an acme.sh installation. */
public final class DnsApis {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern FILE = Pattern.compile("dns_([a-z0-9_]{1,64})\\.sh");

  private final Path acmeSh;
  private final Path scripts;
  private final DnsApiReader reader = new DnsApiReader(Overlay.ofResource());

  /**
   * Reads nothing yet.
   *
   * @param acmeShHome the folder with {@code acme.sh} and {@code dnsapi/}
   */
  public DnsApis(Path acmeShHome) {
    acmeSh = acmeShHome.resolve("acme.sh");
    scripts = acmeShHome.resolve("dnsapi");
  }

  /**
   * The script of that name.
   *
   * @param name without {@code dns_}; any text, as a user wrote it
   * @throws UncheckedIOException when the script is there and cannot be read
   */
  public Optional<DnsApi> find(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    var file = scripts.resolve("dns_" + name + ".sh");
    return Files.isRegularFile(file)
        ? Optional.of(reader.read(name, read(file)))
        : Optional.empty();
  }

  /**
   * All scripts, by name.
   *
   * @throws UncheckedIOException when the installation cannot be read
   */
  public List<DnsApi> all() {
    try (var files = Files.list(scripts)) {
      return files
          .map(file -> FILE.matcher(file.getFileName().toString()))
          .filter(name -> name.matches())
          .map(name -> name.group(1))
          .sorted()
          .flatMap(name -> find(name).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("There is no acme.sh: " + scripts + " cannot be read", e);
    }
  }

  /**
   * What may be set, in this version of acme.sh.
   *
   * @throws UncheckedIOException when the installation cannot be read
   */
  public SettingsPolicy settingsPolicy() {
    return new SettingsPolicy(ReservedNames.of(read(acmeSh)));
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
