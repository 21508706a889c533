package dev.nodecert.operator.dnsapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hides secrets in text: as they are, encoded, and in pieces, also over several lines.
 *
 * <p>A secret of fewer than four characters stays: to hide every {@code 1} would tell nothing of
 * the secret and leave nothing of the text.
 */
final class SecretMask {

  private static final int MIN_SECRET = 4;

  /** A piece of this length is no coincidence. */
  private static final int PIECE = 8;

  private static final String HIDDEN = "***";

  /** Values of options that nobody has to hide. */
  private static final Set<String> PLAIN = Set.of("true", "false", "none");

  private final Set<String> pieces = new HashSet<>();
  private final Set<String> shortForms = new HashSet<>();
  private final int longest;

  SecretMask(Collection<String> secrets) {
    int max = 0;
    for (var secret : secrets) {
      if (secret.strip().length() >= MIN_SECRET && !PLAIN.contains(secret.strip())) {
        for (var form : SecretForms.of(secret.strip())) {
          add(compact(form).text());
          max = Math.max(max, form.length());
        }
      }
    }
    longest = max;
  }

  private void add(String form) {
    if (form.length() >= PIECE) {
      for (int i = 0; i + PIECE <= form.length(); i++) {
        pieces.add(form.substring(i, i + PIECE));
      }
    } else if (form.length() >= MIN_SECRET) {
      shortForms.add(form);
    }
  }

  /** The length of the longest form of a secret. */
  int longest() {
    return longest;
  }

  String mask(String text) {
    var compact = compact(text);
    var hidden = new boolean[text.length()];
    for (int i = 0; i + PIECE <= compact.text().length(); i++) {
      if (pieces.contains(compact.text().substring(i, i + PIECE))) {
        compact.mark(hidden, i, PIECE);
      }
    }
    for (var form : shortForms) {
      int at = compact.text().indexOf(form);
      while (at >= 0) {
        compact.mark(hidden, at, form.length());
        at = compact.text().indexOf(form, at + 1);
      }
    }
    return withoutHidden(text, hidden);
  }

  private static String withoutHidden(String text, boolean[] hidden) {
    var masked = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (!hidden[i]) {
        masked.append(text.charAt(i));
      } else if (i == 0 || !hidden[i - 1]) {
        masked.append(HIDDEN);
      }
    }
    return masked.toString();
  }

  /**
   * Text without blanks, line breaks and case.
   *
   * @param positions of its characters in the text that it comes from
   */
  private record Compact(String text, List<Integer> positions) {

    void mark(boolean[] hidden, int at, int length) {
      for (int i = positions.get(at); i <= positions.get(at + length - 1); i++) {
        hidden[i] = true;
      }
    }
  }

  private static Compact compact(String text) {
    var compact = new StringBuilder();
    var positions = new ArrayList<Integer>();
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isWhitespace(text.charAt(i))) {
        compact.append(Character.toLowerCase(text.charAt(i)));
        positions.add(i);
      }
    }
    return new Compact(compact.toString(), positions);
  }
}
