package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a call's processes have from their first one and cannot put off: a hard limit, which without
 * rights can only be lowered further (getrlimit(2)). It is that of file locks, which Linux has not
 * enforced since 2.4, and its value tells the call.
 *
 * @param limit on file locks
 */
record CallMark(long limit) {

  /** Positive, and far from what anybody sets by hand. */
  private static final long LOWEST = 1L << 61;

  /** Of the call that has this folder, in this process or in another one. */
  static CallMark of(Path folder) {
    var hash = ByteBuffer.wrap(sha256(folder.toString())).getLong();
    return new CallMark(LOWEST | (hash & (LOWEST - 1)));
  }

  /** Whether a limit as {@code /proc} writes it is this one. */
  boolean isIn(String written) {
    return written.equals(Long.toString(limit));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
