package dev.nodecert.testenv;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The text form of keys and certificates (RFC 7468). */
final class Pem {

  private Pem() {}

  static String encode(X509Certificate certificate) {
    try {
      return encode("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** As PKCS #8. */
  static String encode(PrivateKey key) {
    return encode("PRIVATE KEY", key.getEncoded());
  }

  static String encode(PublicKey key) {
    return encode("PUBLIC KEY", key.getEncoded());
  }

  private static String encode(String label, byte[] der) {
    var text = new StringWriter();
    try (var pem = new PemWriter(text)) {
      pem.writeObject(new PemObject(label, der));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
