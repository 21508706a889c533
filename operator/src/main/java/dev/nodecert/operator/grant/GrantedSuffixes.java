package dev.nodecert.operator.grant;

import java.util.List;

/** The domain names of a grant: each stands for itself and for all names below it. */
public record GrantedSuffixes(List<String> suffixes) {

  public GrantedSuffixes {
    suffixes = List.copyOf(suffixes);
  }

  /** Whether a name is one of them, or ends in one at the border of a label. */
  public boolean cover(String name) {
    return suffixes.stream().anyMatch(suffix -> name.equals(suffix) || name.endsWith("." + suffix));
  }
}
