package dev.nodecert.testenv;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate and its private key, which is not printed. */
public record Credentials(X509Certificate certificate, PrivateKey privateKey) {

  public String certificatePem() {
    return Pem.encode(certificate);
  }

  /** As PKCS #8. */
  public String privateKeyPem() {
    return Pem.encode(privateKey);
  }

  @Override
  public String toString() {
    return "Credentials[%s]".formatted(certificate.getSubjectX500Principal());
  }
}
