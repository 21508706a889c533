package dev.nodecert.operator.output;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the outputs are made of.
 *
 * @param authorities whom clients have to trust to take the chain, as far as that is known
 */
public record KeyMaterial(
    CertificateChain chain, PrivateKeyPair key, List<X509Certificate> authorities) {

  public KeyMaterial {
    authorities = List.copyOf(authorities);
  }
}
