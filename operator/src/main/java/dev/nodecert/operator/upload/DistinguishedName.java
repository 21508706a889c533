package dev.nodecert.operator.upload;

import java.security.cert.X509Certificate;

/** A certificate's name as text for a condition: nothing invisible, and not long. */
final class DistinguishedName {

  private static final int MAX = 100;

  private DistinguishedName() {}

  /** Of whom a certificate is; one without a subject is known by its serial number. */
  static String subject(X509Certificate certificate) {
    var name = clean(certificate.getSubjectX500Principal().getName());
    return name.isEmpty()
        ? "serial number " + clean(certificate.getSerialNumber().toString(16))
        : name;
  }

  static String issuer(X509Certificate certificate) {
    return clean(certificate.getIssuerX500Principal().getName());
  }

  private static String clean(String text) {
    var visible = new StringBuilder();
    text.codePoints()
        .limit(MAX)
        .map(c -> (c >= ' ' && c <= '~') || Character.isLetterOrDigit(c) ? c : '?')
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }
}
