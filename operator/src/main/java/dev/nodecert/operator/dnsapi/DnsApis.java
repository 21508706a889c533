package dev.nodecert.operator.dnsapi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The scripts of an acme.sh installation. */
public final class DnsApis {

  /**
   * Reads nothing yet.
   *
   * @param acmeShHome the folder with {@code acme.sh} and {@code dnsapi/}
   */
  public DnsApis(Path acmeShHome) {}

  /**
   * The script of that name.
   *
   * @param name without {@code dns_}; any text, as a user wrote it
   * @throws java.io.UncheckedIOException when the installation cannot be read
   */
  public Optional<DnsApi> find(String name) {
    return Optional.empty();
  }

  /** All scripts, by name. */
  public List<DnsApi> all() {
    return List.of();
  }

  /** What may be set, in this version of acme.sh. */
  public SettingsPolicy settingsPolicy() {
    return new SettingsPolicy();
  }
}
