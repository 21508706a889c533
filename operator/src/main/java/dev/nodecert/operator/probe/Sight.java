package dev.nodecert.operator.probe;

/** What a client sees of an endpoint. */
public sealed interface Sight {

  /** The certificate that is in the Secret. */
  record Served() implements Sight {}

  /**
   * Another certificate.
   *
   * @param fingerprint as {@code CertificateFacts} has it
   */
  record OtherCertificate(String fingerprint) implements Sight {}

  /** Nobody listens, or there is no way there. */
  record Refused() implements Sight {}

  /**
   * Somebody listens, but makes no TLS handshake that a client of today would: plain text, another
   * protocol, a version below 1.2, nothing for this name, or the connection closed without a word.
   */
  record NoTLS() implements Sight {}

  /** No answer in time. */
  record TimedOut() implements Sight {}

  /** An address that is not connected to. */
  record NotAllowed() implements Sight {}

  /** A certificate was seen. */
  static Sight of(String fingerprint, String expected) {
    return fingerprint.equals(expected) ? new Served() : new OtherCertificate(fingerprint);
  }

  /** The fixed word for it. */
  default String word() {
    return switch (this) {
      case Served _ -> "Served";
      case OtherCertificate _ -> "OtherCertificate";
      case Refused _ -> "Refused";
      case NoTLS _ -> "NoTLS";
      case TimedOut _ -> "TimedOut";
      case NotAllowed _ -> "NotAllowed";
    };
  }
}
