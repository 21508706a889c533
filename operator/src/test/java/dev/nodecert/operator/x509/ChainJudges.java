package dev.nodecert.operator.x509;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** Who else says whether a chain is good. */
public final class ChainJudges {

  private ChainJudges() {}

  /** What Java's PKIX says: {@code OK}, or what is wrong. */
  public static String pkix(CertificateChain chain, List<X509Certificate> trusted, Instant at) {
    try {
      var anchors =
          trusted.stream().map(ca -> new TrustAnchor(ca, null)).collect(Collectors.toSet());
      var parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      var path = CertificateFactory.getInstance("X.509").generateCertPath(chain.certificates());
      CertPathValidator.getInstance("PKIX").validate(path, parameters);
      return "OK";
    } catch (CertPathValidatorException e) {
      return e.getReason() + ": " + e.getMessage();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@code openssl verify} says to a client that asks for a host: all of its output. */
  public static String openssl(
      Path folder, CertificateChain chain, List<X509Certificate> trusted, Instant at) {
    try {
      var leaf = write(folder, "leaf.pem", List.of(chain.leaf()));
      var roots = write(folder, "roots.pem", trusted);
      var above = write(folder, "above.pem", chain.certificates());
      var process =
          new ProcessBuilder(
                  "openssl",
                  "verify",
                  "-x509_strict",
                  "-purpose",
                  "sslserver",
                  "-attime",
                  Long.toString(at.getEpochSecond()),
                  "-CAfile",
                  roots.toString(),
                  "-untrusted",
                  above.toString(),
                  leaf.toString())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      var output = process.inputReader().readAllAsString();
      process.waitFor();
      return output.replace(leaf + ": ", "").strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path write(Path folder, String name, List<X509Certificate> certificates)
      throws IOException {
    return Files.writeString(folder.resolve(name), new CertificateChain(certificates).toPem());
  }
}
