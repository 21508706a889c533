package dev.nodecert.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/** The app on a user's phone, which shows no code twice. */
final class Authenticator {

  private static final Duration STEP = Duration.ofSeconds(30);

  private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
  private final SecretKeySpec secret =
      new SecretKeySpec(Site.TOTP_KEY.getBytes(US_ASCII), codes.getAlgorithm());
  private long lastStep;

  /** A clock may be a step wrong, so the next step's code is good now. */
  String nextCode() {
    await().atMost(STEP.multipliedBy(2)).until(() -> step(Instant.now()) + 1 > lastStep);
    lastStep = Math.max(lastStep + 1, step(Instant.now()));
    try {
      var at = Instant.ofEpochSecond(lastStep * STEP.toSeconds());
      return codes.generateOneTimePasswordString(secret, at);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long step(Instant at) {
    return at.getEpochSecond() / STEP.toSeconds();
  }
}
