package dev.nodecert.operator.plugin;

import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.ScriptRunner;

/**
 * acme.sh's scripts, where they are installed.
 *
 * @param unsafe what becomes of scripts that evaluate settings or run commands from them
 */
public record Scripts(DnsApis apis, ScriptRunner runner, Unsafe unsafe) {

  /** What becomes of unsafe scripts. */
  public enum Unsafe {
    REFUSED,
    ALLOWED
  }
}
