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
import java.util.TreeMap;
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

  /** The Secret with the outputs that spec asks for. */
  static Secret add(Secret secret, KeyMaterial material, OutputSpec spec) {
    if (spec.isEmpty()) {
      return secret;
    }
    var entries = new TreeMap<String, String>();
    Outputs.of(material, spec)
        .forEach((name, bytes) -> entries.put(name, Base64.getEncoder().encodeToString(bytes)));
    var whole = new SecretBuilder(secret).addToData(entries).build();
    var mark =
        String.join(
            SEPARATOR,
            String.join(BETWEEN_NAMES, entries.keySet()),
            Outputs.hash(material, spec),
            digest(whole, entries.keySet()));
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
