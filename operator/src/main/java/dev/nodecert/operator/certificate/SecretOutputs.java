package dev.nodecert.operator.certificate;

import dev.nodecert.operator.output.KeyMaterial;
import dev.nodecert.operator.output.OutputSpec;
import dev.nodecert.operator.output.Outputs;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.secret.SecretText;
import dev.nodecert.operator.secret.TextHash;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Base64;
import java.util.Collection;
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

  /**
   * A hash of what the outputs in a Secret were made of; another word where somebody changed them.
   */
  static String madeOf(Secret secret) {
    return SecretText.annotation(secret, SecretMetadata.OUTPUTS)
        .map(mark -> madeOf(secret, List.of(mark.split(SEPARATOR, PARTS))))
        .orElse(NONE);
  }

  private static String madeOf(Secret secret, List<String> mark) {
    return mark.size() == PARTS && digest(secret, names(mark.getFirst())).equals(mark.get(2))
        ? mark.get(1)
        : CHANGED;
  }

  private static List<String> names(String text) {
    return List.of(text.split(BETWEEN_NAMES, -1));
  }

  /**
   * The Secret with the entries of another that are outputs and are not in it, as they are there.
   */
  static Secret keep(Secret secret, Secret present) {
    var kept = new TreeMap<String, String>();
    var data = Optional.ofNullable(present.getData()).orElse(Map.of());
    SecretText.annotation(present, SecretMetadata.OUTPUTS)
        .map(mark -> names(mark.split(SEPARATOR, PARTS)[0]))
        .orElse(List.of())
        .stream()
        .filter(name -> data.containsKey(name) && !secret.getData().containsKey(name))
        .forEach(name -> kept.put(name, data.get(name)));
    return kept.isEmpty() ? secret : marked(secret, kept);
  }

  /** What is kept is made anew once it can be, so the mark is of no hash. */
  private static Secret marked(Secret secret, Map<String, String> kept) {
    var whole = new SecretBuilder(secret).addToData(kept).build();
    var names = new TreeSet<>(kept.keySet());
    SecretText.annotation(secret, SecretMetadata.OUTPUTS)
        .ifPresent(mark -> names.addAll(names(mark.split(SEPARATOR, PARTS)[0])));
    return withMark(whole, names, KEPT);
  }

  /** The Secret with the outputs that spec asks for. */
  static Secret add(Secret secret, KeyMaterial material, OutputSpec spec) {
    if (spec.isEmpty()) {
      return secret;
    }
    var entries = new TreeMap<String, String>();
    Outputs.of(material, spec)
        .forEach((name, bytes) -> entries.put(name, Base64.getEncoder().encodeToString(bytes)));
    var whole = new SecretBuilder(secret).addToData(entries).build();
    return withMark(whole, entries.navigableKeySet(), Outputs.hash(material, spec));
  }

  private static Secret withMark(Secret whole, SortedSet<String> names, String madeOf) {
    var mark =
        String.join(SEPARATOR, String.join(BETWEEN_NAMES, names), madeOf, digest(whole, names));
    return new SecretBuilder(whole)
        .editMetadata()
        .addToAnnotations(SecretMetadata.OUTPUTS, mark)
        .endMetadata()
        .build();
  }

  private static String digest(Secret secret, Collection<String> names) {
    Map<String, String> data = Optional.ofNullable(secret.getData()).orElse(Map.of());
    return TextHash.of(
        names.stream()
            .sorted()
            .map(name -> name + "=" + data.getOrDefault(name, ""))
            .collect(Collectors.joining("\n")));
  }
}
