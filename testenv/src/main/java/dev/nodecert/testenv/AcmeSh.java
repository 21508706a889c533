package dev.nodecert.testenv;

import java.nio.file.Path;

/**
 * The scripts of acme.sh, of Debian's newest package.
 *
 * @param home the folder with {@code acme.sh} and {@code dnsapi/}; not to be written to
 */
public record AcmeSh(Path home) {

  /**
   * Brings them to this machine, unless they are in the user's cache.
   *
   * @throws IllegalStateException with what is missing on this machine
   */
  public static AcmeSh provide() {
    return new AcmeSh(Servers.provide("acmesh").path("acmesh"));
  }
}
