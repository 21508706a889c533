package dev.nodecert.operator.dnsapi;

import java.util.Set;

/**
 * A variable that a script reads.
 *
 * @param name of the variable
 * @param description in the script's own words; may be empty
 * @param traits what its value is like
 */
public record DnsApiOption(String name, String description, Set<Trait> traits) {

  /** What the value of an option is like. */
  public enum Trait {
    /** The script has a default or can do without. */
    OPTIONAL,
    /** The path of a file: to be given as such, not as text. */
    FILE,
    /** May have line breaks; in any other value they are a mistake. */
    MULTI_LINE,
    /** The address of an API, and may be one of plain http where the user says so. */
    ENDPOINT
  }

  public DnsApiOption {
    traits = Set.copyOf(traits);
  }

  public boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
