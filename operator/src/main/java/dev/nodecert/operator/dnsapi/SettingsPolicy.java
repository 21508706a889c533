package dev.nodecert.operator.dnsapi;

import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.MALFORMED;
import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.NOT_A_FILE;
import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.RESERVED;
import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.SEVERAL_LINES;
import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.UNKNOWN;
import static dev.nodecert.operator.dnsapi.RefusedSetting.Reason.UNREPRESENTABLE;

import dev.nodecert.operator.text.VisibleText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which settings a script is given. Settings are an attack surface: a variable such as {@code
 * BASH_ENV} or {@code ACME_OPENSSL_BIN} would run a program of the user's choice in the operator.
 */
public final class SettingsPolicy {

  private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final int SHOWN = 64;

  private final ReservedNames reserved;

  SettingsPolicy(ReservedNames reserved) {
    this.reserved = reserved;
  }

  /**
   * The settings that are refused, by key; empty when all may be given.
   *
   * @param api the script
   * @param settings values by variable, secret or not
   * @param files the variables that are given as files
   */
  public List<RefusedSetting> refused(DnsApi api, Map<String, String> settings, Set<String> files) {
    return Stream.concat(settings.keySet().stream(), files.stream())
        .distinct()
        .sorted()
        .flatMap(key ->
            ofKey(api, key)
                .or(() ->
                    Optional.ofNullable(settings.get(key)).flatMap(it -> ofValue(api, key, it)))
                .stream())
        .toList();
  }

  private Optional<RefusedSetting> ofKey(DnsApi api, String key) {
    if (!KEY.matcher(key).matches() && !key.startsWith("_")) {
      return refused(
          key,
          MALFORMED,
          "is no name of a variable: letters, digits and underscores, at most 64, a letter first.");
    }
    if (reserved.contain(key)) {
      return refused(
          key, RESERVED, "would change how the shell or acme.sh runs and is never set; remove it.");
    }
    if (!api.reads(key)) {
      return refused(
          key, UNKNOWN, "is not read by dns_%s.sh; %s".formatted(api.name(), suggestion(api, key)));
    }
    return Optional.empty();
  }

  private static Optional<RefusedSetting> ofValue(DnsApi api, String key, String value) {
    if (value.indexOf('\0') >= 0) {
      return refused(key, UNREPRESENTABLE, "has a NUL character in its value; remove that.");
    }
    if (is(api, key, DnsApiOption.Trait.FILE)) {
      return refused(
          key, NOT_A_FILE, "names a file: give the file's content under files, and no path.");
    }
    boolean severalLines = value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0;
    if (severalLines && !is(api, key, DnsApiOption.Trait.MULTI_LINE)) {
      return refused(
          key, SEVERAL_LINES, "has a line break in its value, perhaps at its end; remove that.");
    }
    return Optional.empty();
  }

  private static boolean is(DnsApi api, String key, DnsApiOption.Trait trait) {
    return api.option(key).filter(option -> option.is(trait)).isPresent();
  }

  private static Optional<RefusedSetting> refused(
      String key, RefusedSetting.Reason reason, String what) {
    return Optional.of(new RefusedSetting(key, reason, shown(key) + " " + what));
  }

  private static String shown(String key) {
    if (KEY.matcher(key).matches()) {
      return key;
    }
    return "\"" + VisibleText.line(key, SHOWN) + "\"";
  }

  private static String suggestion(DnsApi api, String key) {
    var names = api.options().stream().map(DnsApiOption::name).toList();
    return Misspelling.closest(key, names)
        .map("did you mean %s?"::formatted)
        .orElseGet(() -> names.isEmpty() ? "remove it." : "its options are " + list(names) + ".");
  }

  private static String list(List<String> names) {
    return names.stream().collect(Collectors.joining(", "));
  }
}
