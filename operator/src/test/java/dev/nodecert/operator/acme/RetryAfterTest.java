package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "120                           | 2026-11-23T12:02:00Z",
        "1                             | 2026-11-23T12:00:01Z",
        "0                             | 2026-11-23T12:00:01Z",
        "86400                         | 2026-11-24T12:00:00Z",
        "86401                         | 2026-11-24T12:00:00Z",
        "999999999                     | 2026-11-24T12:00:00Z",
        "Mon, 23 Nov 2026 12:30:00 GMT | 2026-11-23T12:30:00Z",
        "Sun, 22 Nov 2026 12:30:00 GMT | 2026-11-23T12:00:01Z",
        "Tue, 23 Nov 2027 12:30:00 GMT | 2026-11-24T12:00:00Z",
      })
  void aCaComesBackToInSecondsOrAtAMomentButWithinADay(String header, Instant at) {
    assertThat(RetryAfter.of(headers(header), NOW)).contains(at);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "soon", "-1", "1.5", "0x10", "２", "Mon, 32 Nov 2026 12:30:00 GMT"})
  void nonsenseIsNoWish(String header) {
    assertThat(RetryAfter.of(headers(header), NOW)).isEmpty();
  }

  @Test
  void blanksAroundAreIgnored() {
    assertThat(RetryAfter.of(headers(" 120 "), NOW)).contains(NOW.plusSeconds(120));
  }

  @Test
  void withoutTheHeaderThereIsNoWish() {
    var none = HttpHeaders.of(Map.of(), (_, _) -> true);

    assertThat(RetryAfter.of(none, NOW)).isEmpty();
  }

  private static HttpHeaders headers(String retryAfter) {
    return HttpHeaders.of(Map.of("Retry-After", List.of(retryAfter)), (_, _) -> true);
  }
}
