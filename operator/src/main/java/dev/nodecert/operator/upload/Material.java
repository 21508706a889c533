package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What was read, and from which entries.
 *
 * @param certificates in the order in which they were found
 */
record Material(
    String certificatesEntry,
    String keyEntry,
    List<X509Certificate> certificates,
    PrivateKeyPair key) {

  Material {
    certificates = List.copyOf(certificates);
  }
}
