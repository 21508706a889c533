package dev.nodecert.operator.dnsapi;

import java.util.Set;

/**
 * Something that a script does and that only an administrator may allow: it would act with the
 * operator's rights at the word of whoever writes its settings.
 *
 * @param reason the end of a sentence that begins with the script's name
 * @param when only with one of these settings; empty: always
 * @param unless not when all of these settings are given; empty: always
 */
public record Danger(String reason, Set<String> when, Set<String> unless) {

  public Danger {
    when = Set.copyOf(when);
    unless = Set.copyOf(unless);
  }

  static Danger always(String reason) {
    return new Danger(reason, Set.of(), Set.of());
  }

  /** Whether it does not depend on the settings. */
  boolean isConstant() {
    return when.isEmpty() && unless.isEmpty();
  }

  boolean threatens(Set<String> given) {
    boolean met = when.isEmpty() || when.stream().anyMatch(given::contains);
    boolean averted = !unless.isEmpty() && given.containsAll(unless);
    return met && !averted;
  }
}
