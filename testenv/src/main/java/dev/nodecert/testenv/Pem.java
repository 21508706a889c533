package dev.nodecert.testenv;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/** The text form of keys and certificates (RFC 7468). */
final class Pem {

  private Pem() {}

  /**
   * Encodes a certificate, or a private key in its traditional form: fabric8's client knows an EC
   * key by its label, {@code EC PRIVATE KEY}.
   */
  static String encode(Object certificateOrKey) {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      pem.writeObject(certificateOrKey);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
