package dev.nodecert.operator.dnsapi;

import java.util.List;
import java.util.Set;

/**
 * How a script behaves, which no header tells.
 *
 * @param traits those that it has
 * @param dangers what it does that needs {@code --allow-unsafe-dnsapi}
 * @param programs that it needs beside a POSIX system, bash, curl and openssl
 */
public record DnsApiTraits(Set<Trait> traits, List<Danger> dangers, List<String> programs) {

  /** How a script behaves. */
  public enum Trait {
    /**
     * Adds and removes one value of a TXT record by itself: calls may overlap. Of a script that has
     * neither this nor one of the next two, take it that adding replaces other values of the name,
     * or that removing takes them along.
     */
    SHARES_RECORD_SETS,
    /** Keeps other values, but reads all and writes all: calls for one name must not overlap. */
    MERGES_RECORD_SETS,
    /** The same with a whole zone: calls for one zone must not overlap. */
    MERGES_ZONES,
    /** Its provider answers with redirects in the course of things. */
    FOLLOWS_REDIRECTS,
    /** A later call for the same name needs the state that an earlier one has left. */
    KEEPS_STATE,
    /** Its program reads the settings from its environment. */
    EXPORTS_SETTINGS
  }

  public DnsApiTraits {
    traits = Set.copyOf(traits);
    dangers = List.copyOf(dangers);
    programs = List.copyOf(programs);
  }

  public boolean has(Trait trait) {
    return traits.contains(trait);
  }
}
