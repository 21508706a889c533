package dev.nodecert.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The proxy of the node pve1: an nginx that mounts the Secret of its certificate. */
record Site(Kubernetes kubernetes) {

  static final String NAMESPACE = "proxy";
  static final String NAME = "pve1";
  static final String SELECTOR = "app=pve1";

  private static final int HTTPS = 443;

  /** Makes its service, so that it has an address. */
  String announce() {
    kubernetes.apply(Fixture.read("site-service.yaml"));
    return kubernetes.clusterIp(NAMESPACE, NAME);
  }

  /** Starts it; its pod waits for the Secret. */
  void start() {
    kubernetes.apply(Fixture.read("site.yaml"));
  }

  /**
   * The certificate that a client is shown.
   *
   * @throws UncheckedIOException when nobody answers
   */
  X509Certificate served() {
    var service = kubernetes.client().services().inNamespace(NAMESPACE).withName(NAME);
    try (var forward = service.portForward(HTTPS);
        var tcp = new Socket(InetAddress.getLoopbackAddress(), forward.getLocalPort());
        var tls =
            (SSLSocket)
                anyone().getSocketFactory().createSocket(tcp, "pve1.e2e.test", HTTPS, true)) {
      tls.setSoTimeout(5_000);
      tls.startHandshake();
      return (X509Certificate) tls.getSession().getPeerCertificates()[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the certificate in a NodeCertificate's status is the one that clients are shown. */
  boolean serves(String serial) {
    return served().getSerialNumber().equals(new BigInteger(serial.replace(":", ""), 16));
  }

  private static SSLContext anyone() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new TrustsAnyone()}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no TLS", e);
    }
  }

  /** What is served is looked at, whoever signed it. */
  private static final class TrustsAnyone extends X509ExtendedTrustManager {

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
