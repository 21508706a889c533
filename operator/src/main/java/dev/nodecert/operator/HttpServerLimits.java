package dev.nodecert.operator;

import java.util.Map;

/**
 * What a client of the solver, which faces the internet, may take up. The JDK's server reads them
 * once, from system properties only (module jdk.httpserver, "Implementation notes").
 */
final class HttpServerLimits {

  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "4096",
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "5",
          "sun.net.httpserver.idleInterval", "10",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.maxReqHeaderSize", "16384");

  private HttpServerLimits() {}

  /** Sets them for the servers of this process; where the user has set one, that holds. */
  static void set() {
    LIMITS.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }
}
