package dev.nodecert.testenv;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate and its private key, which is not printed. */
public record Credentials(X509Certificate certificate, PrivateKey privateKey) {

  public String certificatePem() {
    return Pem.encode(certificate);
  }

  /** As PKCS #8. */
  public String privateKeyPem() {
    return Pem.encode(privateKey);
  }

  /** TLS for a server that shows this certificate. */
  public SSLContext serverContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  /** For TLS, on either side. */
  public KeyManager[] keyManagers() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null);
      store.setKeyEntry("own", privateKey, new char[0], new Certificate[] {certificate});
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      return keys.getKeyManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  @Override
  public String toString() {
    return "Credentials[%s]".formatted(certificate.getSubjectX500Principal());
  }
}
