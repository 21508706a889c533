package dev.nodecert.operator.dns;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** An entry of a plugin's propagation.nameServers. */
final class NameServersFuzz {

  private NameServersFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    try {
      var server = HostPort.parse(new String(input, UTF_8));
      assertThat(server.host()).matches("[0-9A-Za-z.:_-]+");
      assertThat(server.port()).isBetween(1, 65_535);
    } catch (DnsFailure failure) {
      assertThat(failure.message()).matches("[ -~]{1,512}");
    }
  }
}
