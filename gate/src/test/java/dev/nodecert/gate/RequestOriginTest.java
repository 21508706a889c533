package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestOriginTest {

  /** The host is pve1.example.com; an empty column is a header that is not there. */
  @ParameterizedTest
  @CsvSource({
    "same-origin, https://pve1.example.com, true",
    "same-origin, , true",
    ", https://pve1.example.com, true",
    ", , false",
    "same-site, https://pve1.example.com, false",
    "cross-site, https://pve1.example.com, false",
    "cross-site, , false",
    "none, , false",
    "same-origin, https://evil.example, false",
    ", https://pve2.example.com, false",
    ", http://pve1.example.com, false",
    ", https://pve1.example.com:8443, false",
    ", https://pve1.example.com.evil.example, false",
    ", null, false",
  })
  void aFormComesFromOurOwnPage(@Nullable String fetchSite, @Nullable String origin, boolean ours) {
    assertThat(RequestOrigin.isOurs(list(fetchSite), list(origin), List.of("pve1.example.com")))
        .isEqualTo(ours);
  }

  @Test
  void whatIsThereTwiceIsNotOurs() {
    var origin = List.of("https://a");

    assertThat(RequestOrigin.isOurs(List.of(), origin, List.of("a", "b"))).isFalse();
    assertThat(RequestOrigin.isOurs(List.of(), List.of("https://a", "https://b"), List.of("a")))
        .isFalse();
    assertThat(RequestOrigin.isOurs(List.of("same-origin", "cross-site"), origin, List.of("a")))
        .isFalse();
  }

  private static List<String> list(@Nullable String text) {
    return text == null ? List.of() : List.of(text);
  }
}
