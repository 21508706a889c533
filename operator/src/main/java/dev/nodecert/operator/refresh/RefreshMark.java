package dev.nodecert.operator.refresh;

import java.util.Locale;

/**
 * The annotation by which a pod is touched. Its value is of the certificate, so that a pod is
 * touched once for each.
 *
 * @param value the first digits of the certificate's fingerprint
 */
record RefreshMark(String value) {

  static final String ANNOTATION = "nodecert.dev/refreshed";

  private static final int DIGITS = 16;

  /** The mark of a certificate. */
  static RefreshMark of(String fingerprint) {
    var digits = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    return new RefreshMark(digits.substring(0, Math.min(DIGITS, digits.length())));
  }
}
