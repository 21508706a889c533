package dev.nodecert.operator.dnsapi;

import static dev.nodecert.operator.dnsapi.DnsApiOption.Trait.OPTIONAL;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers as acme.sh's DNS-API-Dev-Guide describes them and as they are: written by hand, the
 * options indented or not, with prose between them. It takes any text and never fails.
 */
final class HeaderParser {

  private static final Pattern SECTION = Pattern.compile("([A-Z][A-Za-z]*):(.*)");
  private static final Pattern OPTION = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)(?:\\s+(.*))?");

  /** Not the first word of a sentence. */
  private static final Pattern VARIABLE = Pattern.compile(".*_.*|[A-Z][A-Z0-9]+|.*[a-z][A-Z].*");

  private static final Pattern CAN_BE_LEFT_OUT =
      Pattern.compile(
          "\\boptional(ly)?\\b|\\bdefaults?\\b|\\bonly (required|needed|used)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final String OPTIONS = "Options";
  private static final String ALTERNATIVE = "OptionsAlt";
  private static final String OPTIONAL_SECTION = "Optional";

  /**
   * The header in a script's text, {@link Header#NONE} where there is none.
   *
   * @param name the script's
   */
  Header parse(String name, String script) {
    return text(name, script).map(this::parse).orElse(Header.NONE);
  }

  private static Optional<String> text(String name, String script) {
    var start = "dns_" + name + "_info='";
    int at = script.startsWith(start) ? 0 : script.indexOf("\n" + start) + 1;
    if (!script.startsWith(start, at)) {
      return Optional.empty();
    }
    int from = at + start.length();
    int end = script.indexOf('\'', from);
    return end < 0 ? Optional.empty() : Optional.of(script.substring(from, end));
  }

  private Header parse(String text) {
    var sections = new HashMap<String, List<String>>();
    var lines = text.lines().toList();
    var current = new ArrayList<String>();
    for (var line : lines.stream().skip(1).toList()) {
      var section = SECTION.matcher(line);
      if (section.matches()) {
        current = new ArrayList<>();
        current.add(section.group(2).strip());
        sections.putIfAbsent(section.group(1), current);
      } else {
        current.add(line);
      }
    }
    return new Header(
        lines.isEmpty() ? "" : lines.getFirst().strip(),
        first(sections, "Site"),
        first(sections, "Docs"),
        groups(sections));
  }

  private static String first(Map<String, List<String>> sections, String name) {
    return sections.getOrDefault(name, List.of("")).getFirst();
  }

  private static List<List<DnsApiOption>> groups(Map<String, List<String>> sections) {
    var main = new ArrayList<>(options(sections, OPTIONS));
    options(sections, OPTIONAL_SECTION).forEach(option -> main.add(optional(option)));
    var alternative = options(sections, ALTERNATIVE);
    return alternative.isEmpty() ? List.of(main) : List.of(main, alternative);
  }

  private static DnsApiOption optional(DnsApiOption option) {
    return new DnsApiOption(option.name(), option.description(), Set.of(OPTIONAL));
  }

  private static List<DnsApiOption> options(Map<String, List<String>> sections, String name) {
    return sections.getOrDefault(name, List.of()).stream()
        .skip(1)
        .map(OPTION::matcher)
        .filter(Matcher::matches)
        .filter(line -> VARIABLE.matcher(line.group(1)).matches())
        .map(line -> option(line.group(1), line.group(2)))
        .toList();
  }

  private static DnsApiOption option(String name, @Nullable String text) {
    var description = text == null ? "" : text.strip().replaceFirst("^- ", "");
    boolean optional = CAN_BE_LEFT_OUT.matcher(description).find();
    return new DnsApiOption(name, description, optional ? Set.of(OPTIONAL) : Set.of());
  }
}
