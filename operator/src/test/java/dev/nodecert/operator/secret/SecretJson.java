package dev.nodecert.operator.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.Optional;

/** Secrets as whoever may write them gives them to the API server. */
public final class SecretJson {

  private SecretJson() {}

  /** What the API server makes of an input; it refuses what is no Secret. */
  public static Optional<Secret> read(byte[] input) {
    try {
      return Optional.of(stored(Serialization.unmarshal(new String(input, UTF_8), Secret.class)));
    } catch (RuntimeException noSecret) {
      return Optional.empty();
    }
  }

  private static Secret stored(Secret given) {
    var data = new HashMap<>(given.getData());
    given.getStringData().forEach((key, text) -> data.put(key, SecretText.encode(text)));
    given.setData(data);
    given.setMetadata(new ObjectMetaBuilder(given.getMetadata()).build());
    return given;
  }
}
