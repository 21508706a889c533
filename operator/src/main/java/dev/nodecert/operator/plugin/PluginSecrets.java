package dev.nodecert.operator.plugin;

import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.SecretStore;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads the Secrets that plugins name, live and only by consent. */
final class PluginSecrets {

  private final SecretStore secrets;
  private final String namespace;

  PluginSecrets(SecretStore secrets, String namespace) {
    this.secrets = secrets;
    this.namespace = namespace;
  }

  /** The entries of a Secret. */
  Map<String, byte[]> read(String field, String name) throws PluginRefusedException {
    var secret =
        secrets
            .get(namespace, name)
            .orElseThrow(() ->
                new PluginRefusedException(
                    "SecretNotFound",
                    "%s names Secret %s, which is not in namespace %s. Make it."
                        .formatted(field, name, namespace)));
    if (!Consent.isGiven(secret)) {
      throw new PluginRefusedException(
          "SecretNotReadable",
          "Secret %s/%s does not allow NodeCert to read it. If it should: %s"
              .formatted(namespace, name, Consent.command(namespace, name)));
    }
    return entries(secret);
  }

  private static Map<String, byte[]> entries(Secret secret) {
    return Optional.ofNullable(secret.getData()).orElseGet(Map::of).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> Base64.getDecoder().decode(entry.getValue())));
  }

  /** One entry of a Secret. */
  byte[] read(String field, String name, String key) throws PluginRefusedException {
    var value = read(field, name).get(key);
    if (value == null) {
      throw new PluginRefusedException(
          "SecretEntryMissing",
          "%s names entry %s of Secret %s/%s, which has no such entry. Add it."
              .formatted(field, key, namespace, name));
    }
    return value;
  }
}
