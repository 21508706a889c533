package dev.nodecert.operator.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.operator.output.OutputSpec.Jks;
import dev.nodecert.operator.output.OutputSpec.Plain;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.Passphrase;
import dev.nodecert.operator.x509.TestChain;
import dev.nodecert.testenv.HaProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that the outputs are for take them. */
class OutputReadersIT {

  private static final String PASSWORD = "changeit";

  @TempDir private static Path folder;

  @BeforeAll
  static void writeOutputs() throws Exception {
    // The programs look at the time.
    var chain = TestChain.of(List.of("pve1.example.com"), Instant.now().minusSeconds(60)).below(2);
    var certificates = chain.make().certificates();
    var password = KeystorePassword.of(Passphrase.of(PASSWORD));
    var outputs =
        Outputs.of(
            new KeyMaterial(
                new CertificateChain(certificates.subList(0, 2)),
                chain.key(),
                List.of(certificates.getLast())),
            new OutputSpec(
                EnumSet.allOf(Plain.class),
                Optional.of(password),
                Optional.of(new Jks(password, "pve1"))));
    for (var output : outputs.entrySet()) {
      Files.write(folder.resolve(output.getKey()), output.getValue());
    }
  }

  @Test
  void openSslReadsThem() throws Exception {
    assertThat(run("openssl", "pkey", "-inform", "DER", "-in", "key.der", "-noout", "-check"))
        .contains("Key is valid");
    assertThat(
            run(
                "openssl",
                "x509",
                "-inform",
                "DER",
                "-in",
                "cert.der",
                "-noout",
                "-ext",
                "subjectAltName"))
        .contains("DNS:pve1.example.com");
    assertThat(
            run(
                "openssl",
                "pkcs12",
                "-info",
                "-in",
                "keystore.p12",
                "-nodes",
                "-passin",
                "pass:" + PASSWORD))
        .contains(
            "MAC: sha256, Iteration 10000",
            "PBES2, PBKDF2, AES-256-CBC, Iteration 10000, PRF hmacWithSHA256",
            "friendlyName: certificate",
            "BEGIN PRIVATE KEY",
            "CN = Test CA 0");
    assertThat(
            run(
                "openssl",
                "pkcs12",
                "-in",
                "truststore.p12",
                "-nokeys",
                "-passin",
                "pass:" + PASSWORD))
        .contains("CN = Test CA 1");
  }

  @Test
  void keytoolReadsThem() throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

    assertThat(run(keytool, "-list", "-keystore", "keystore.jks", "-storepass", PASSWORD))
        .contains("Keystore type: JKS", "pve1,", "PrivateKeyEntry");
    assertThat(run(keytool, "-list", "-keystore", "truststore.p12", "-storepass", PASSWORD))
        .contains("Keystore type: PKCS12", "ca,", "trustedCertEntry");
  }

  @Test
  void haProxyServesThemAndCurlTakesThem() throws Exception {
    try (var proxy = HaProxy.serving(Files.readAllBytes(folder.resolve("tls-combined.pem")))) {
      var place = "pve1.example.com:%d".formatted(proxy.port());

      assertThat(
              run(
                  "curl",
                  "--silent",
                  "--show-error",
                  "--noproxy",
                  "*",
                  "--write-out",
                  "%{http_code} %{ssl_verify_result}",
                  "--output",
                  "/dev/null",
                  "--cacert",
                  "ca.crt",
                  "--cert-type",
                  "P12",
                  "--cert",
                  "keystore.p12:" + PASSWORD,
                  "--resolve",
                  place + ":" + proxy.address().getHostAddress(),
                  "https://" + place + "/"))
          .isEqualTo("200 0");
    }
  }

  private static String run(String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var output = process.inputReader().readAllAsString();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
