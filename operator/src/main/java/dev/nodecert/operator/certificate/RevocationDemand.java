package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.acme.RevocationReason;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the annotation {@code nodecert.dev/revoke} asks for.
 *
 * @param value the annotation's
 */
record RevocationDemand(String value, BigInteger serial, RevocationReason reason) {

  static final String ANNOTATION = "nodecert.dev/revoke";

  /** As status shows a serial number, or OpenSSL with its colons. */
  private static final Pattern VALUE =
      Pattern.compile("([0-9A-Fa-f]{1,64}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){1,31})/([A-Za-z0-9]+)");

  private static final int HEXADECIMAL = 16;
  private static final int SHOWN = 100;

  static Optional<String> annotation(NodeCertificate certificate) {
    return Optional.ofNullable(certificate.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION));
  }

  /** Empty where nothing is asked for, or nothing that makes sense. */
  static Optional<RevocationDemand> of(NodeCertificate certificate) {
    return annotation(certificate).flatMap(RevocationDemand::parse);
  }

  static Optional<RevocationDemand> parse(String value) {
    var parts = VALUE.matcher(value);
    return parts.matches()
        ? RevocationReason.parse(parts.group(2))
            .map(reason -> new RevocationDemand(value, serial(parts.group(1)), reason))
        : Optional.empty();
  }

  private static BigInteger serial(String digits) {
    return new BigInteger(digits.replace(":", ""), HEXADECIMAL);
  }

  /** Why a value makes no sense, and what would. */
  static Finding objection(String value) {
    var shown = value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
    return new Finding(
        "RevocationRefused",
        "Annotation %s has the value \"%s\", and must have <serial>/<reason>: the serial number as in"
                .formatted(ANNOTATION, shown.replaceAll("\\p{C}", "?"))
            + " status.certificate.serial, and a reason or its number of RFC 5280 section 5.3.1 ("
            + RevocationReason.names()
            + "), for example 05eca1/keyCompromise.");
  }

  boolean isFor(X509Certificate certificate) {
    return certificate.getSerialNumber().equals(serial);
  }
}
