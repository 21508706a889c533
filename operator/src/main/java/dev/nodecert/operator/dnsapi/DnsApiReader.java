package dev.nodecert.operator.dnsapi;

import static dev.nodecert.operator.dnsapi.DnsApiOption.Trait.OPTIONAL;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a catalogue entry of a script's text and of what we know of it. */
final class DnsApiReader {

  private static final Pattern WORD = Pattern.compile("\\b[A-Za-z][A-Za-z0-9_]*");

  private final HeaderParser parser = new HeaderParser();
  private final Overlay overlay;

  DnsApiReader(Overlay overlay) {
    this.overlay = overlay;
  }

  DnsApi read(String name, String script) {
    var header = parser.parse(name, script);
    var known = overlay.entry(name);
    var options = options(header, known);
    return new DnsApi(
        name,
        first(known.title(), header.title()),
        address(first(known.site(), header.site())),
        address(first(known.docs(), header.docs())),
        List.copyOf(options.values()),
        known.needs().isEmpty() ? alternatives(header, options) : known.needs(),
        new DnsApiTraits(
            overlay.traits(name), dangers(script, known, options.keySet()), known.programs()),
        words(script),
        known.accepts().stream().map(Pattern::compile).toList());
  }

  private static String first(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  private static String address(String written) {
    return written.isEmpty() || written.contains("://") ? written : "https://" + written;
  }

  private static Map<String, DnsApiOption> options(Header header, OverlayEntry known) {
    var options = new LinkedHashMap<String, DnsApiOption>();
    header.options().stream()
        .flatMap(List::stream)
        .filter(option -> !known.drops().contains(option.name()))
        .forEach(option -> options.putIfAbsent(option.name(), option));
    known
        .options()
        .forEach((name, better) -> options.merge(name, option(name, better), DnsApiReader::better));
    return options;
  }

  private static DnsApiOption option(String name, OverlayEntry.OverlayOption known) {
    return new DnsApiOption(name, known.description(), known.traits());
  }

  private static DnsApiOption better(DnsApiOption header, DnsApiOption known) {
    return new DnsApiOption(
        known.name(), first(known.description(), header.description()), known.traits());
  }

  /** A group whose options can all be left out is no way of its own to use the script. */
  private static List<List<String>> alternatives(Header header, Map<String, DnsApiOption> options) {
    var needed =
        options.values().stream()
            .filter(option -> !option.is(OPTIONAL))
            .map(DnsApiOption::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var groups = new ArrayList<List<String>>();
    header.options().forEach(group -> groups.add(names(group, needed)));
    var ofHeader = groups.stream().flatMap(List::stream).collect(Collectors.toSet());
    var added = needed.stream().filter(option -> !ofHeader.contains(option)).toList();
    if (groups.isEmpty()) {
      groups.add(added);
    } else {
      groups.set(0, Stream.concat(groups.getFirst().stream(), added.stream()).toList());
    }
    return groups.getFirst().isEmpty()
        ? List.of()
        : groups.stream().filter(group -> !group.isEmpty()).toList();
  }

  private static List<String> names(List<DnsApiOption> group, Set<String> needed) {
    return group.stream().map(DnsApiOption::name).filter(needed::contains).distinct().toList();
  }

  private static List<Danger> dangers(String script, OverlayEntry known, Set<String> options) {
    boolean always = known.dangers().stream().anyMatch(Danger::isConstant);
    var unknown =
        new ScriptScan(known.runs(), options)
            .findings(script).stream()
                .filter(finding -> !known.reviewed().contains(finding.text()))
                .map(it ->
                    Danger.always(
                        "%s in line %d, which nobody has reviewed yet"
                            .formatted(it.what(), it.line())));
    return always
        ? known.dangers()
        : Stream.concat(known.dangers().stream(), unknown.limit(1)).toList();
  }

  private static Set<String> words(String script) {
    return WORD.matcher(script).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
