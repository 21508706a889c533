package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          192.0.2.1                 | 192.0.2.1
          203.0.113.9, 192.0.2.1    | 192.0.2.1
          ' 203.0.113.9 ,a, 192.0.2.1 '| 192.0.2.1
          2001:db8:1:2:3:4:5:6      | 2001:db8:1:2::/64
          2001:db8:1:2::            | 2001:db8:1:2::/64
          2001:db8:1:3::1           | 2001:db8:1:3::/64
          ::ffff:192.0.2.1          | 192.0.2.1
          192.0.2.1,                | unknown
          ''                        | unknown
          localhost                 | unknown
          192.0.2.1:4711            | unknown
          """)
  void theLastAddressIsTheClients(String forwardedFor, String key) {
    assertThat(ClientAddress.of(List.of("198.51.100.7", forwardedFor), peer()))
        .isEqualTo(new ClientAddress(key));
  }

  @Test
  void whoComesDirectlyIsThePeer() {
    assertThat(ClientAddress.of(List.of(), peer())).isEqualTo(new ClientAddress("10.0.0.7"));
  }

  private static InetAddress peer() {
    return InetAddresses.forString("10.0.0.7");
  }
}
