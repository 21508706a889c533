package dev.nodecert.gate;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;

/** The users of {@code fixtures/users.yaml}, and their phones. */
final class Fixtures {

  static final String PASSWORD = "correct horse";

  private static final SecretKeySpec ALICES_KEY =
      new SecretKeySpec("12345678901234567890".getBytes(StandardCharsets.US_ASCII), "HmacSHA1");

  private Fixtures() {}

  static byte[] usersYaml() {
    try (var in = Fixtures.class.getResourceAsStream("/fixtures/users.yaml")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Users users() {
    return UsersYaml.parse(usersYaml());
  }

  static User alice() {
    return users().find("alice").orElseThrow();
  }

  static String alicesCode(Instant time) {
    try {
      return new TimeBasedOneTimePasswordGenerator()
          .generateOneTimePasswordString(ALICES_KEY, time);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  static ClientAddress address(String text) {
    return new ClientAddress(text);
  }
}
