package dev.nodecert.operator.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nodecert.testenv.ProxiedExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * The revocations that a CA has made (RFC 8555 section 7.6), from what went through its proxies.
 */
record RevocationsAtCA(List<ProxiedExchange> exchanges) {

  private static final ObjectMapper JSON = new ObjectMapper();

  RevocationsAtCA {
    exchanges = List.copyOf(exchanges);
  }

  /** How many certificates of a domain were revoked. */
  long made(String domain) {
    return exchanges.stream()
        .filter(it -> it.status() == HttpURLConnection.HTTP_OK)
        .filter(
            it -> AcmeRequests.name(it.request()).filter(AcmeRequests.REVOKE::equals).isPresent())
        .filter(it -> isFor(it, domain))
        .count();
  }

  private static boolean isFor(ProxiedExchange exchange, String domain) {
    try {
      return certificate(exchange.request().body()).getSubjectAlternativeNames().stream()
          .anyMatch(name -> name.contains(domain));
    } catch (IOException | CertificateException e) {
      throw new IllegalStateException(exchange.request().body(), e);
    }
  }

  private static X509Certificate certificate(String body) throws IOException, CertificateException {
    var payload = decoded(JSON.readTree(body).path("payload").asText());
    var der = decoded(JSON.readTree(payload).path("certificate").asText());
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] decoded(String text) {
    return Base64.getUrlDecoder().decode(text);
  }
}
