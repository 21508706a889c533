package dev.nodecert.gate;

import java.util.Map;

/**
 * What a client may take up. The JDK's server reads them once, from system properties only (module
 * jdk.httpserver, "Implementation notes").
 */
final class HttpServerLimits {

  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", "1024",
          // nginx keeps some open for each of its processes.
          "sun.net.httpserver.maxIdleConnections", "1024",
          "sun.net.httpserver.nodelay", "true",
          "sun.net.httpserver.maxReqTime", "5",
          // A log-in may wait for others' passwords to be checked.
          "sun.net.httpserver.maxRspTime", "30",
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
