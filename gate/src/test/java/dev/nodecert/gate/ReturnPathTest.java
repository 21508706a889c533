package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/pve2/ext6/theme.css",
        "/?console=kvm&novnc=1&vmid=100&node=pve1",
        "/a%20b%2F%2Fc?x=https://example.com//",
        "/api2/json/nodes//status",
        "/gates",
      })
  void aPathOfOursIsKept(String wish) {
    assertThat(ReturnPath.of(wish).text()).isEqualTo(wish);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pve",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "\n//evil.example",
        "/a\r\nSet-Cookie: a=b",
        "/a\\b",
        "/a b",
        "/ä",
        "/\"><script>",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "@evil.example",
        "/gate",
        "/gate/login",
        "/gate/login?to=/",
        "/gate?a",
        "/a#b",
      })
  void anythingElseIsTheRoot(String wish) {
    assertThat(ReturnPath.of(wish)).isEqualTo(ReturnPath.ROOT);
  }

  @Test
  void aPathHasAnEnd() {
    assertThat(ReturnPath.of("/" + "a".repeat(2047)).text()).hasSize(2048);
    assertThat(ReturnPath.of("/" + "a".repeat(2048))).isEqualTo(ReturnPath.ROOT);
  }
}
