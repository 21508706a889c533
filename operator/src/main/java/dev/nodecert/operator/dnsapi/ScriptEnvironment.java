package dev.nodecert.operator.dnsapi;

import java.util.List;

/**
 * What scripts find around them.
 *
 * @param path where programs are looked for
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
}
