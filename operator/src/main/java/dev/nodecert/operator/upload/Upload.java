package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.Passphrase;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a user uploaded for a node.
 *
 * @param entries of the Secret, decoded
 * @param names that the node wants: DNS names and IP addresses
 */
public record Upload(
    Map<String, byte[]> entries, Optional<Passphrase> passphrase, Set<String> names) {

  public Upload {
    entries = Map.copyOf(entries);
    names = Set.copyOf(names);
  }

  /** Whether it would be judged alike. */
  public boolean isSameAs(Upload other) {
    return passphrase.equals(other.passphrase)
        && names.equals(other.names)
        && entries.keySet().equals(other.entries.keySet())
        && entries.keySet().stream()
            .allMatch(name -> Arrays.equals(entries.get(name), other.entries.get(name)));
  }

  @Override
  public String toString() {
    return "Upload[entries=%s, names=%s]".formatted(entries.keySet(), names);
  }
}
