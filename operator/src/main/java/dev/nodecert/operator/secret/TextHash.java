package dev.nodecert.operator.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The short form of a text that only has to be told from others. */
public final class TextHash {

  private static final int BYTES = 16;

  private TextHash() {}

  /** The first half of the text's SHA-256, in hexadecimal. */
  public static String of(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
