package dev.nodecert.operator.x509;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A text that someone says is a private key in PEM. */
final class PrivateKeyPemFuzz {

  private static final Set<String> OBJECTIONS =
      Set.of(
          "holds something else than an unencrypted private key",
          "holds no private key in PEM",
          "holds a damaged private key",
          "holds a key of an algorithm other than RSA and ECDSA",
          "holds an EC key on another curve than P-256, P-384, P-521");

  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=]{24,}");

  private PrivateKeyPemFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws MalformedPemException {
    var text = new String(input, UTF_8);
    PrivateKeyPair key;
    try {
      key = PrivateKeyPem.read(text);
    } catch (MalformedPemException refusal) {
      assertThat(refusal.getMessage()).isIn(OBJECTIONS);
      assertTellsNothingOf(text, refusal);
      return;
    }
    assertThat(PrivateKeyPem.read(PrivateKeyPem.write(key)).keyPair().getPrivate())
        .isEqualTo(key.keyPair().getPrivate());
  }

  /** Nor do its causes, which a stack trace prints. */
  private static void assertTellsNothingOf(String text, MalformedPemException refusal) {
    assertThat(
            Stream.<Throwable>iterate(refusal, Objects::nonNull, Throwable::getCause)
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .flatMap(message -> BASE64.matcher(message).results().map(MatchResult::group)))
        .noneMatch(text::contains);
  }
}
