package dev.nodecert.operator.x509;

import dev.nodecert.operator.ip.IpAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What a person wants to know of a certificate.
 *
 * @param subject RFC 2253, empty where the names are only in the extension
 * @param issuer RFC 2253
 * @param serial hexadecimal, lower case
 * @param fingerprint SHA-256, hexadecimal, upper case with colons
 * @param sans DNS names and IP addresses (RFC 5280 section 4.2.1.6), the latter as RFC 5952 has
 *     them
 */
public record CertificateFacts(
    String subject,
    String issuer,
    String serial,
    String fingerprint,
    Instant notBefore,
    Instant notAfter,
    KeyType.KeyDescription publicKey,
    List<String> sans) {

  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  public CertificateFacts {
    sans = List.copyOf(sans);
  }

  /** Reads the facts of a certificate. */
  public static CertificateFacts of(X509Certificate certificate) {
    return new CertificateFacts(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        serial(certificate),
        fingerprint(certificate),
        certificate.getNotBefore().toInstant(),
        certificate.getNotAfter().toInstant(),
        KeyType.describe(certificate.getPublicKey()),
        sans(certificate));
  }

  /** Whether it is for a name; a wildcard stands for one label (RFC 9525 section 6.3). */
  public boolean covers(String name) {
    var host = IpAddress.canonical(name.toLowerCase(Locale.ROOT));
    return sans.contains(host)
        || (IpAddress.parse(host).isEmpty() && sans.contains(wildcardFor(host)));
  }

  private static String wildcardFor(String host) {
    int firstDot = host.indexOf('.');
    return firstDot < 0 ? host : "*" + host.substring(firstDot);
  }

  /** In whole bytes, as OpenSSL shows it. */
  private static String serial(X509Certificate certificate) {
    var digits = certificate.getSerialNumber().toString(16);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  /** The SHA-256 hash of a certificate's DER encoding, as {@link #fingerprint()} has it. */
  public static String fingerprint(X509Certificate certificate) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }

  private static List<String> sans(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream().filter(CertificateFacts::isHost).map(CertificateFacts::host).toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private static boolean isHost(List<?> name) {
    return name.getFirst() instanceof Integer type && (type == DNS_NAME || type == IP_ADDRESS);
  }

  private static String host(List<?> name) {
    return IpAddress.canonical(name.get(1).toString().toLowerCase(Locale.ROOT));
  }
}
