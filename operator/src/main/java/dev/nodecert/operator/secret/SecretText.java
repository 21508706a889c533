package dev.nodecert.operator.secret;

import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Texts in a Secret's data. */
public final class SecretText {

  private SecretText() {}

  /** An entry as text; empty where there is none, or one that is no base64. */
  public static Optional<String> get(Secret secret, String key) {
    try {
      return Optional.ofNullable(secret.getData())
          .map(data -> data.get(key))
          .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An annotation of a Secret. */
  public static Optional<String> annotation(Secret secret, String name) {
    return Optional.ofNullable(secret.getMetadata().getAnnotations()).map(a -> a.get(name));
  }

  /** A label of a Secret. */
  static Optional<String> label(Secret secret, String name) {
    return Optional.ofNullable(secret.getMetadata().getLabels()).map(labels -> labels.get(name));
  }

  /** Whether a Secret has a label, with whatever value. */
  static boolean hasLabel(Secret secret, String name) {
    return label(secret, name).isPresent();
  }

  /** Whether labels or annotations have all those that are wanted. */
  static boolean contains(@Nullable Map<String, String> present, Map<String, String> wanted) {
    return wanted.isEmpty()
        || (present != null && present.entrySet().containsAll(wanted.entrySet()));
  }
}
