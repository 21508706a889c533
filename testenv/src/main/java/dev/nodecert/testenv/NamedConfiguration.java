package dev.nodecert.testenv;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What BIND's programs are told. As {@code named} itself listens only where an interface has an
 * address, a {@link DnsRelay} stands at the server's; what it sends comes from there.
 *
 * @param address of the server
 * @param port of all servers that it asks, tells or transfers from
 * @param listenPort of 127.0.0.1
 * @param controlPort of 127.0.0.1
 */
record NamedConfiguration(
    InetAddress address, int port, int listenPort, int controlPort, Keys keys) {

  static final String HINTS = "root.hints";

  /**
   * What the server knows.
   *
   * @param control for whoever runs it
   * @param updates for its clients
   */
  record Keys(TsigKey control, Map<TsigAlgorithm, TsigKey> updates) {

    static Keys random() {
      return new Keys(
          TsigKey.random("nodecert-control", TsigAlgorithm.HMAC_SHA256),
          Stream.of(TsigAlgorithm.values())
              .collect(
                  Collectors.toMap(
                      Function.identity(), it -> TsigKey.random("nodecert-" + it, it))));
    }
  }

  /** For a server that answers recursively, from the root servers of {@link #HINTS} or itself. */
  String recursive() {
    return named("recursion yes;\n  allow-recursion { any; };");
  }

  /** For a server that only knows its own zones. */
  String authoritative() {
    return named("recursion no;");
  }

  private String named(String role) {
    return """
    options {
      %1$s
      directory ".";
      port %2$d;
      listen-on port %3$d { 127.0.0.1; };
      listen-on-v6 { none; };
      query-source address %4$s;
      notify-source %4$s;
      transfer-source %4$s;
      notify-delay 0;
      allow-new-zones yes;
      lmdb-mapsize 8m;
      max-cache-size 16m;
      empty-zones-enable no;
      dnssec-validation no;
      geoip-directory none;
      pid-file none;
      session-keyfile none;
      lock-file none;
      querylog yes;
    };
    controls {
      inet 127.0.0.1 port %5$d allow { 127.0.0.1; } keys { "%6$s"; };
    };
    %7$s\
    """
        .formatted(
            role,
            port,
            listenPort,
            address.getHostAddress(),
            controlPort,
            keys.control().name(),
            statements());
  }

  private String statements() {
    return Stream.concat(Stream.of(keys.control()), keys.updates().values().stream())
        .map(TsigKey::statement)
        .collect(Collectors.joining());
  }

  /** For a server that does not know the root itself, with its {@link #HINTS}. */
  static String rootHints() {
    return """
    zone "." {
      type hint;
      file "%s";
    };
    """
        .formatted(HINTS);
  }

  /** What {@code rndc} reads. */
  String rndc() {
    return """
    options {
      default-server 127.0.0.1;
      default-port %d;
      default-key "%s";
    };
    %s\
    """
        .formatted(controlPort, keys.control().name(), keys.control().statement());
  }

  /** How a zone of its own is added. */
  String primary(Zone zone) {
    return """
    { type primary; file "%s"; allow-update { %s}; notify explicit; also-notify { %s}; };\
    """
        .formatted(zone.file(), updaters(zone.updates()), targets(zone.secondaries()));
  }

  private String updaters(UpdatePolicy policy) {
    var control = key(keys.control());
    return switch (policy) {
      case UpdatePolicy.Signed() ->
          keys.updates().values().stream()
              .map(NamedConfiguration::key)
              .collect(Collectors.joining("", control, ""));
      case UpdatePolicy.From(var client) -> control + client.getHostAddress() + "; ";
      case UpdatePolicy.Refused() -> control;
    };
  }

  private static String key(TsigKey key) {
    return "key \"%s\"; ".formatted(key.name());
  }

  private String targets(List<Bind> servers) {
    return servers.stream()
        .map(it -> "%s port %d; ".formatted(it.address().getHostAddress(), port))
        .collect(Collectors.joining());
  }

  /** How a copy of a zone is added. */
  String secondary(Zone zone, InetAddress primary) {
    return """
    { type secondary; file "%s"; primaries { %s port %d; }; notify no; };\
    """
        .formatted(zone.file(), primary.getHostAddress(), port);
  }
}
