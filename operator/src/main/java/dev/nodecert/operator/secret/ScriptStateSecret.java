package dev.nodecert.operator.secret;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a provider's script has to find again to remove a record: secret, for it may be a token. */
public record ScriptStateSecret(Map<String, String> state) {

  public ScriptStateSecret {
    state = Map.copyOf(state);
  }

  /** The name of the Secret for a record. */
  public static String nameFor(String plugin, String recordName, String value) {
    return "acme-plugin-state-"
        + TextHash.of(String.join("\n", plugin, recordName, value)).substring(0, 16);
  }

  /** Whether a Secret is one of these. */
  public static boolean isOne(Secret secret) {
    return SecretText.hasLabel(secret, SecretMetadata.SCRIPT_STATE);
  }

  /** What a Secret holds; empty where it is none of these. */
  public static Optional<ScriptStateSecret> of(Secret secret) {
    return Optional.of(secret)
        .filter(ScriptStateSecret::isOne)
        .map(Secret::getData)
        .map(data ->
            new ScriptStateSecret(
                data.keySet().stream()
                    .collect(
                        Collectors.toMap(
                            key -> key, key -> SecretText.get(secret, key).orElse("")))));
  }

  /** As it is stored. */
  public Secret toSecret(String namespace, String name, String plugin) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addToLabels(SecretMetadata.SCRIPT_STATE, plugin)
        .endMetadata()
        .withType("Opaque")
        .withData(
            state.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey, entry -> SecretText.encode(entry.getValue()))))
        .build();
  }

  @Override
  public String toString() {
    return "ScriptStateSecret" + state.keySet();
  }
}
