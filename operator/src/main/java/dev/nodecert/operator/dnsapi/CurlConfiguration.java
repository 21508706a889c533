package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The configuration that curl finds in a call's home. */
final class CurlConfiguration {

  static final String FILE = ".curlrc";

  private static final List<String> TIME_OUTS = List.of("connect-timeout = 10", "max-time = 60");
  private static final int MAX_REDIRECTS = 5;
  private static final String PLAIN_HTTP = "http://";

  private CurlConfiguration() {}

  static byte[] of(ScriptCall call, List<String> others) {
    int redirects = call.api().traits().has(Trait.FOLLOWS_REDIRECTS) ? MAX_REDIRECTS : 0;
    var ours =
        List.of(
            "proto = \"=%s\"".formatted(wantsPlainHttp(call) ? "http,https" : "https"),
            "proto-redir = \"=https\"",
            "max-redirs = %d".formatted(redirects));
    var lines = Stream.of(TIME_OUTS, ours, others).flatMap(List::stream).toList();
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  /**
   * Where the user has named such an address; and where an administrator has allowed a script its
   * dangers, for the metadata services of clouds have no other.
   */
  private static boolean wantsPlainHttp(ScriptCall call) {
    return call.api().danger(call.given()).isPresent()
        || call.variables().values().stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).startsWith(PLAIN_HTTP));
  }
}
