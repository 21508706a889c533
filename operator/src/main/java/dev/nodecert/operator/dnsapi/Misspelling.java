package dev.nodecert.operator.dnsapi;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what someone may have meant. */
final class Misspelling {

  private static final int MAX_EDITS = 2;

  private Misspelling() {}

  /** The known word that differs only in case or by two edits; the nearest, if several do. */
  static Optional<String> closest(String word, Collection<String> known) {
    return known.stream()
        .filter(it -> edits(word, it) <= MAX_EDITS)
        .min(Comparator.comparingInt(it -> edits(word, it)));
  }

  /** The Levenshtein distance, case aside. */
  private static int edits(String one, String other) {
    var a = one.toLowerCase(Locale.ROOT);
    var b = other.toLowerCase(Locale.ROOT);
    var above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
