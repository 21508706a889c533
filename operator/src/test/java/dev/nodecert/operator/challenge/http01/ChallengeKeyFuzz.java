package dev.nodecert.operator.challenge.http01;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The path of a request that the internet sends to the solver. */
final class ChallengeKeyFuzz {

  private static final String BASE64URL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final String LABEL = "abcdefghijklmnopqrstuvwxyz0123456789-";

  private ChallengeKeyFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    var path = new String(input, UTF_8);
    ChallengeKey.ofPath(path).ifPresent(key -> assertSound(key, path));
  }

  private static void assertSound(ChallengeKey key, String path) {
    assertThat("/" + key.namespace() + "/.well-known/acme-challenge/" + key.token())
        .isEqualTo(path);
    assertThat(key.namespace()).hasSizeBetween(1, 63).doesNotStartWith("-").doesNotEndWith("-");
    assertThat(key.namespace().chars()).allMatch(c -> LABEL.indexOf(c) >= 0);
    assertThat(key.token()).hasSizeBetween(22, 128);
    assertThat(key.token().chars()).allMatch(c -> BASE64URL.indexOf(c) >= 0);
  }
}
