package dev.nodecert.operator.dnsapi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What we know of a script that its header does not tell, or tells wrongly.
 *
 * @param title instead of the header's
 * @param site instead of the header's
 * @param docs instead of the header's
 * @param options beside the header's, or instead of those of the same name
 * @param drops options of the header that the script does not read
 * @param needs instead of what the header makes of it: lists of options, one of which is needed
 * @param dangers see {@link DnsApiTraits}
 * @param programs see {@link DnsApiTraits}
 * @param mayRun programs that it runs with some settings
 * @param accepts patterns, see {@link DnsApi}
 * @param reviewed lines of the script that {@link ScriptScan} finds: harmless, or what {@code
 *     dangers} tells of
 */
record OverlayEntry(
    String title,
    String site,
    String docs,
    Map<String, OverlayOption> options,
    Set<String> drops,
    List<List<String>> needs,
    List<Danger> dangers,
    List<String> programs,
    List<String> mayRun,
    List<String> accepts,
    Set<String> reviewed) {

  /**
   * An option.
   *
   * @param description instead of the header's
   * @param traits instead of what the header makes of it
   */
  record OverlayOption(String description, Set<DnsApiOption.Trait> traits) {}

  static final OverlayEntry NONE =
      new OverlayEntry(
          "", "", "", Map.of(), Set.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
          Set.of());

  /** All programs that it is known to run. */
  Set<String> runs() {
    return Stream.concat(programs.stream(), mayRun.stream()).collect(Collectors.toSet());
  }
}
