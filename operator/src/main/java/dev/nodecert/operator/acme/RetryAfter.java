package dev.nodecert.operator.acme;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a CA asks to come back (RFC 9110 section 10.2.3), within reason. */
final class RetryAfter {

  static final Duration MIN = Duration.ofSeconds(1);
  static final Duration MAX = Duration.ofHours(24);

  private static final Pattern DELAY_SECONDS = Pattern.compile("[0-9]{1,9}");

  private RetryAfter() {}

  static Optional<Instant> of(HttpHeaders headers, Instant now) {
    return headers.firstValue("Retry-After").flatMap(value -> parse(value.strip(), now));
  }

  static Optional<Instant> parse(String value, Instant now) {
    try {
      return Optional.of(
          clamp(
              DELAY_SECONDS.matcher(value).matches()
                  ? now.plusSeconds(Long.parseLong(value))
                  : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
              now));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A moment no sooner than a second and no later than a day from now. */
  static Instant clamp(Instant at, Instant now) {
    var earliest = now.plus(MIN);
    var latest = now.plus(MAX);
    return at.isBefore(earliest) ? earliest : at.isAfter(latest) ? latest : at;
  }
}
