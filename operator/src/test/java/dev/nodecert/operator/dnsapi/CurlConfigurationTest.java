package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurlConfigurationTest {

  private static String of(String api, Map<String, String> settings, String... others) {
    var call =
        new ScriptCall(
            new DnsApiReader(Overlay.ofResource()).read(api, ""),
            ScriptCall.Action.ADD,
            "_acme-challenge.example.com",
            "value",
            settings,
            Map.of(),
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1));
    return new String(CurlConfiguration.of(call, List.of(others)), UTF_8);
  }

  @Test
  void timesAreBoundedAndHttpsIsPinned() {
    assertThat(of("cf", Map.of(), "cacert = \"/ca.pem\""))
        .isEqualTo(
            """
            connect-timeout = 10
            max-time = 60
            proto = "=https"
            proto-redir = "=https"
            max-redirs = 0
            cacert = "/ca.pem"
            """);
  }

  @Test
  void redirectsAreForScriptsThatNeedThem() {
    assertThat(of("freedns", Map.of()))
        .contains("max-redirs = 5\n")
        .contains("proto-redir = \"=https\"");
  }

  @ParameterizedTest
  @CsvSource({
    "pdns, PDNS_Url, http://ns.example.com:8081, true",
    "pdns, PDNS_Url, HTTP://ns.example.com:8081, true",
    "pdns, PDNS_Url, https://ns.example.com:8081, false",
    "pdns, PDNS_Url, x http://, false",
    "azure, AZUREDNS_MANAGEDIDENTITY, true, true",
    "azure, AZUREDNS_CLIENTSECRET, x, false",
  })
  void plainHttpIsForThoseWhoAskForIt(String api, String key, String value, boolean plain) {
    assertThat(of(api, Map.of(key, value)).contains("proto = \"=http,https\"")).isEqualTo(plain);
  }
}
