package dev.nodecert.operator;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as in Kubernetes: {@code 90s}, {@code 1h30m}. */
final class DurationConverter {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6}(h|m|s))+");

  private DurationConverter() {}

  static Duration parse(String text) {
    if (!DURATION.matcher(text).matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no duration. Write hours, minutes and seconds, such as 90s or 1h30m.");
    }
    try {
      return Duration.parse("PT" + text);
    } catch (DateTimeParseException _) {
      throw new TypeConversionException(
          "'" + text + "' is no duration. Write hours before minutes before seconds.");
    }
  }
}
