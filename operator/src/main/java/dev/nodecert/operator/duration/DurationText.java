package dev.nodecert.operator.duration;

import java.time.Duration;
import java.util.regex.Pattern;

/** A duration as a spec has it: hours, minutes and seconds, in any order. */
public final class DurationText {

  private static final Pattern PART = Pattern.compile("[0-9]{1,6}[hms]");

  private DurationText() {}

  /** The sum of the parts; the CRD sees to it that there is nothing else. */
  public static Duration parse(String text) {
    return PART.matcher(text)
        .results()
        .map(part -> Duration.parse("PT" + part.group()))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
