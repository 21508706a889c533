package dev.nodecert.operator.dnsapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a script behaves, which no header tells.
 *
 * @param traits those that it has
 * @param danger why it runs only with {@code --allow-unsafe-dnsapi}: what it does with its
 *     settings, as the end of a sentence; empty when it is safe
 * @param programs that it needs beside a POSIX system, curl and openssl
 */
public record DnsApiTraits(Set<Trait> traits, Optional<String> danger, List<String> programs) {

  /** How a script behaves. */
  public enum Trait {
    /**
     * Adds and removes only its own value of a TXT record; a script that is not known to may
     * replace all of them, so that calls for one name must follow one another.
     */
    SHARES_RECORD_SETS,
    /** Its provider answers with redirects in the course of things. */
    FOLLOWS_REDIRECTS,
    /** Removing needs the state that adding has left. */
    KEEPS_STATE,
    /** Its program reads the settings from its environment. */
    EXPORTS_SETTINGS
  }

  public DnsApiTraits {
    traits = Set.copyOf(traits);
    programs = List.copyOf(programs);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it needs {@code --allow-unsafe-dnsapi}. */
  public boolean unsafe() {
    return danger.isPresent();
  }
}
