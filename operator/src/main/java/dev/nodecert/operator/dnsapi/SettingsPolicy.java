package dev.nodecert.operator.dnsapi;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which settings a script is given. Settings are an attack surface: a variable such as {@code
 * BASH_ENV} or {@code ACME_OPENSSL_BIN} would run a program of the user's choice in the operator.
 */
public final class SettingsPolicy {

  SettingsPolicy() {}

  /**
   * The settings that are refused, by key; empty when all may be given.
   *
   * @param api the script
   * @param settings values by variable, secret or not
   * @param files the variables that are given as files
   */
  public List<RefusedSetting> refused(DnsApi api, Map<String, String> settings, Set<String> files) {
    return List.of();
  }
}
