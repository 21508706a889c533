package dev.nodecert.operator.limits;

import dev.nodecert.operator.secret.TextHash;
import java.util.Collection;
import java.util.TreeSet;

/** The short form of a set of names. */
public final class NamesHash {

  private NamesHash() {}

  /** The same for the same names in any order. */
  public static String of(Collection<String> names) {
    return TextHash.of(String.join("\n", new TreeSet<>(names)));
  }
}
