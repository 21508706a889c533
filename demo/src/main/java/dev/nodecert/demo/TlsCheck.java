package dev.nodecert.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A client that trusts one CA and no other.
 *
 * @param root the CA's certificate, a file in PEM
 * @param domain what the server calls itself
 */
record TlsCheck(Path root, String domain, InetSocketAddress server) {

  private static final List<String> TOLD_BY_CURL =
      List.of("SSL connection using", "subjectAltName:", "issuer:", "expire date:", "verify ok");

  /**
   * What was done and what came of it.
   *
   * @param command for a shell
   */
  record Result(String command, String output) {}

  /** Gets the server's page, when its certificate is good. */
  Result run() throws IOException, InterruptedException, GeneralSecurityException {
    return Executables.isOnPath("curl") ? withCurl() : withJava();
  }

  /** For a person to type. */
  Command curl() {
    return curl("--silent", "--show-error");
  }

  private Command curl(String... options) {
    var address = server.getAddress().getHostAddress();
    var line =
        Stream.of(
            "--cacert",
            root.toString(),
            "--resolve",
            "%s:%d:%s".formatted(domain, server.getPort(), address),
            "https://%s:%d/".formatted(domain, server.getPort()));
    return Command.of(
        Stream.of(Stream.of("curl"), Stream.of(options), line)
            .flatMap(words -> words)
            .toArray(String[]::new));
  }

  private Result withCurl() throws IOException, InterruptedException {
    var curl = curl("--silent", "--verbose");
    return new Result(curl + "     (shortened)", essence(curl.run()));
  }

  /** The page, and of all that {@code --verbose} tells that about the certificate. */
  static String essence(String verbose) {
    return verbose
        .lines()
        .filter(line -> !line.matches("[*<>{}] .*|[<>]") || isAboutCertificate(line))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isAboutCertificate(String line) {
    return TOLD_BY_CURL.stream().anyMatch(line::contains);
  }

  private Result withJava() throws IOException, GeneralSecurityException {
    try (var plain = new Socket(server.getAddress(), server.getPort());
        var tls =
            (SSLSocket)
                trust().getSocketFactory().createSocket(plain, domain, server.getPort(), true)) {
      var parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      var leaf = (X509Certificate) tls.getSession().getPeerCertificates()[0];
      return new Result(
          "# there is no curl on this machine: the same by Java", page(tls) + told(leaf));
    }
  }

  private SSLContext trust() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null);
    try (var pem = Files.newInputStream(root)) {
      store.setCertificateEntry(
          "root", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private String page(SSLSocket tls) throws IOException {
    var request = "GET / HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(domain);
    tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var answer = new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static String told(X509Certificate leaf) {
    return """
    *  expire date: %s
    *  issuer: %s
    *  certificate verify ok.\
    """
        .formatted(leaf.getNotAfter().toInstant(), leaf.getIssuerX500Principal());
  }
}
