package dev.nodecert.operator.acme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The value of a Retry-After header. */
final class RetryAfterFuzz {

  private RetryAfterFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var value = new String(input, ISO_8859_1);
    var headers = HttpHeaders.of(Map.of("Retry-After", List.of(value)), (_, _) -> true);

    RetryAfter.of(headers, CannedCA.NOW).ifPresent(RetryAfterFuzz::assertWithinADay);
  }

  private static void assertWithinADay(Instant at) {
    assertThat(at).isBetween(CannedCA.NOW.plusSeconds(1), CannedCA.NOW.plusSeconds(86_400));
  }
}
