package dev.nodecert.operator.probe;

import dev.nodecert.operator.x509.CertificateFacts;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Sees what a server shows in one handshake. It trusts whatever it sees, for nothing is ever sent.
 */
final class HandshakeWitness {

  private volatile Optional<String> fingerprint = Optional.empty();
  private volatile boolean asked;

  /** Of the certificate that was shown. */
  Optional<String> fingerprint() {
    return fingerprint;
  }

  /** Whether the server asked for a certificate of the client's. */
  boolean wasAsked() {
    return asked;
  }

  /** TLS for this handshake alone: a session that is resumed would show no certificate. */
  SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {new NoKey()}, new TrustManager[] {new TrustsAnything()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }

  /** The JDK applies no checks of its own to what an extended one takes. */
  private final class TrustsAnything extends X509ExtendedTrustManager {

    private void see(X509Certificate[] chain) {
      fingerprint = Optional.of(CertificateFacts.fingerprint(chain[0]));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      see(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      see(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** Has no key, and notices when it is asked for one. */
  private final class NoKey extends X509ExtendedKeyManager {

    @Override
    public @Nullable String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      asked = true;
      return null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return null;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
      return null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
      return null;
    }
  }
}
