package dev.nodecert.operator.certificate;

import dev.nodecert.operator.output.KeyMaterial;
import dev.nodecert.operator.output.OutputSpec;
import dev.nodecert.operator.output.Outputs;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.SecretText;
import dev.nodecert.operator.secret.TextHash;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The outputs in a Secret. An annotation tells what they were made of, so that they are made anew
 * only when they would be others: names of the entries, a hash of what they were made of, and one
 * of what came out.
 */
final class SecretOutputs {

  /** There are none. */
  static final String NONE = "";

  private static final String CHANGED = "changed";
  private static final String KEPT = "kept";
  private static final String SEPARATOR = " ";
  private static final String BETWEEN_NAMES = ",";
  private static final int PARTS = 3;

  private SecretOutputs() {}

  /** What the annotation says. */
  private record Mark(SortedSet<String> names, String madeOf, String digest) {

    static Optional<Mark> of(Secret secret) {
      return SecretText.annotation(secret, SecretMetadata.OUTPUTS)
          .map(mark -> Arrays.copyOf(mark.split(SEPARATOR, PARTS), PARTS))
          .map(parts ->
              new Mark(
                  new TreeSet<>(List.of(parts[0].split(BETWEEN_NAMES, -1))),
                  String.valueOf(parts[1]),
                  String.valueOf(parts[2])));
    }

    Secret on(Secret secret) {
      return new SecretBuilder(secret)
          .editMetadata()
          .addToAnnotations(
              SecretMetadata.OUTPUTS,
              String.join(SEPARATOR, String.join(BETWEEN_NAMES, names), madeOf, digest))
          .endMetadata()
          .build();
    }
  }

  /**
   * A hash of what the outputs in a Secret were made of; another word where somebody changed them.
   */
  static String madeOf(Secret secret) {
    return Mark.of(secret)
        .map(mark -> mark.digest().equals(digest(secret, mark.names())) ? mark.madeOf() : CHANGED)
        .orElse(NONE);
  }

  /** The Secret with the outputs that spec asks for. */
  static Secret add(Secret secret, KeyMaterial material, OutputSpec spec) {
    if (spec.isEmpty()) {
      return secret;
    }
    var entries = new TreeMap<String, String>();
    Outputs.of(material, spec)
        .forEach((name, bytes) -> entries.put(name, Base64.getEncoder().encodeToString(bytes)));
    return with(secret, entries, entries.navigableKeySet(), Outputs.hash(material, spec));
  }

  /**
   * The Secret with the entries of another that are outputs and are not in it, as they are there:
   * they are made anew once they can be, so the mark is of no hash.
   */
  static Secret keep(Secret secret, Secret present) {
    var kept = new TreeMap<String, String>();
    namesIn(present).stream()
        .filter(name -> data(present).containsKey(name) && !data(secret).containsKey(name))
        .forEach(name -> kept.put(name, data(present).get(name)));
    if (kept.isEmpty()) {
      return secret;
    }
    var names = new TreeSet<>(kept.keySet());
    names.addAll(namesIn(secret));
    return with(secret, kept, names, KEPT);
  }

  private static SortedSet<String> namesIn(Secret secret) {
    return Mark.of(secret).map(Mark::names).orElseGet(TreeSet::new);
  }

  private static Secret with(
      Secret secret, Map<String, String> entries, SortedSet<String> names, String madeOf) {
    var whole = new SecretBuilder(secret).addToData(entries).build();
    return new Mark(names, madeOf, digest(whole, names)).on(whole);
  }

  private static String digest(Secret secret, SortedSet<String> names) {
    return TextHash.of(
        names.stream()
            .map(name -> name + "=" + data(secret).getOrDefault(name, ""))
            .collect(Collectors.joining("\n")));
  }

  private static Map<String, String> data(Secret secret) {
    return Optional.ofNullable(secret.getData()).orElse(Map.of());
  }
}
