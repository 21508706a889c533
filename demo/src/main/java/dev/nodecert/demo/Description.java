package dev.nodecert.demo;

import java.util.List;

/**
 * What {@code kubectl describe} says.
 *
 * @param text sections that begin with a line that is not indented
 */
record Description(String text) {

  private static final List<String> SECTIONS = List.of("Name:", "Namespace:", "Status:", "Events:");
  private static final List<String> DETAILS =
      List.of("Last Transition Time:", "Observed Generation:");

  /** What tells a person how things are, without what was wished for and what only counts. */
  String essence() {
    var kept = new StringBuilder();
    var keep = false;
    for (var line : text.lines().toList()) {
      keep = line.startsWith(" ") ? keep : SECTIONS.stream().anyMatch(line::startsWith);
      if (keep && !isDetail(line)) {
        kept.append(line).append('\n');
      }
    }
    return kept.toString();
  }

  private static boolean isDetail(String line) {
    return DETAILS.stream().anyMatch(line.strip()::startsWith);
  }
}
