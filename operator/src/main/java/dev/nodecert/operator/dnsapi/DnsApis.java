package dev.nodecert.operator.dnsapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The scripts of an acme.sh installation, each read once for as long as it does not change. */
public final class DnsApis {

  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern FILE = Pattern.compile("dns_([a-z0-9_]{1,64})\\.sh");

  private final Path acmeSh;
  private final Path scripts;
  private final FileCache<DnsApi> apis;
  private final FileCache<SettingsPolicy> policies =
      new FileCache<>((_, text) -> new SettingsPolicy(ReservedNames.of(text)));

  /**
   * Reads nothing yet.
   *
   * @param acmeShHome the folder with {@code acme.sh} and {@code dnsapi/}
   */
  public DnsApis(Path acmeShHome) {
    acmeSh = acmeShHome.resolve("acme.sh");
    scripts = acmeShHome.resolve("dnsapi");
    var reader = new DnsApiReader(Overlay.ofResource());
    apis = new FileCache<>((file, text) -> reader.read(name(file), text));
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
    return apis.find(scripts.resolve("dns_" + name + ".sh"));
  }

  /**
   * All scripts, by name.
   *
   * @throws UncheckedIOException when the installation cannot be read
   */
  public List<DnsApi> all() {
    try (var files = Files.list(scripts)) {
      return files
          .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .map(DnsApis::name)
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
    return policies
        .find(acmeSh)
        .orElseThrow(() ->
            new UncheckedIOException(
                acmeSh + " cannot be read", new NoSuchFileException(acmeSh.toString())));
  }

  /** {@code cf} of {@code dns_cf.sh}. */
  private static String name(Path file) {
    var name = FILE.matcher(file.getFileName().toString());
    if (!name.matches()) {
      throw new IllegalArgumentException(file + " is no dnsapi script");
    }
    return name.group(1);
  }
}
