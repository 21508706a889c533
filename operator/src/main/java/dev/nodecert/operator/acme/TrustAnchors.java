package dev.nodecert.operator.acme;

import dev.nodecert.operator.x509.CertificateChain;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the given certificates and no others. */
final class TrustAnchors {

  private TrustAnchors() {}

  static SSLContext sslContext(CertificateChain anchors) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var anchor : anchors.certificates()) {
        store.setCertificateEntry("anchor-" + store.size(), anchor);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      var context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("a trust store in memory cannot fail", e);
    }
  }
}
