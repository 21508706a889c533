package dev.nodecert.gate;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** What a user's phone knows (RFC 6238: SHA-1, six digits, 30 seconds). It never prints itself. */
record TotpSecret(SecretKeySpec key) {

  static final Duration STEP = Duration.ofSeconds(30);

  /** How many steps a clock may be wrong (RFC 6238 section 5.2). */
  static final int WINDOW = 1;

  /** Of {@code oathkeygen}; RFC 4226 would have 16. */
  private static final int MIN_BYTES = 10;

  private static final int MAX_BYTES = 64;

  private static TotpSecret of(byte[] key) {
    return new TotpSecret(new SecretKeySpec(key, "HmacSHA1"));
  }

  /** A secret in base32, in groups and small letters too, as apps print it. */
  static TotpSecret of(String text) {
    var plain = text.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
    // Its own message would tell the letter.
    if (!BaseEncoding.base32().canDecode(plain)) {
      throw new IllegalArgumentException("no base32");
    }
    var bytes = BaseEncoding.base32().decode(plain);
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("not 16 to 102 characters of base32");
    }
    return of(bytes);
  }

  static TotpSecret ofNobody() {
    return of(new byte[MIN_BYTES]);
  }

  /** The step whose code this is, the latest where there are two. */
  OptionalLong step(String code, Instant now) {
    var found = OptionalLong.empty();
    for (int away = -WINDOW; away <= WINDOW; away++) {
      var then = now.plus(STEP.multipliedBy(away));
      if (isCode(code, then)) {
        found = OptionalLong.of(step(then));
      }
    }
    return found;
  }

  static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), STEP.toSeconds());
  }

  private boolean isCode(String code, Instant time) {
    try {
      // One a call, for it is cheap and says nothing of threads.
      var expected =
          new TimeBasedOneTimePasswordGenerator(STEP).generateOneTimePasswordString(key, time);
      return MessageDigest.isEqual(bytes(expected), bytes(code));
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("HMAC takes any key", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "TotpSecret[…]";
  }
}
