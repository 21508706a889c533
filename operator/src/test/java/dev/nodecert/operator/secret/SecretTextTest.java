package dev.nodecert.operator.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{hmac: c2VjcmV0}   | secret",
        "{hmac: ''}         | ''    ",
        "{other: c2VjcmV0}  |       ",
        "{hmac: '?'}        |       ",
        "{}                 |       ",
        "null               |       ",
      })
  void anEntryIsReadWhereItIsThereAndBase64(String data, @Nullable String text) {
    var secret =
        Serialization.unmarshal(
            "apiVersion: v1\nkind: Secret\nmetadata: {name: eab}\ndata: %s\n".formatted(data),
            Secret.class);

    assertThat(SecretText.get(secret, "hmac")).isEqualTo(Optional.ofNullable(text));
  }

  @Test
  void whatIsEncodedIsReadAgain() {
    var secret = new Secret();
    secret.setData(Map.of("hmac", SecretText.encode("für…")));

    assertThat(SecretText.get(secret, "hmac")).contains("für…");
  }
}
