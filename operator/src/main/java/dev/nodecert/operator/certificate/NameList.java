package dev.nodecert.operator.certificate;

import java.util.SortedSet;
import java.util.stream.Collectors;

/** Names in a sentence: the first few, for a message has an end. */
final class NameList {

  private static final int SHOWN = 5;

  private NameList() {}

  static String of(SortedSet<String> names) {
    var shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN ? "%s and %d more".formatted(shown, names.size() - SHOWN) : shown;
  }
}
