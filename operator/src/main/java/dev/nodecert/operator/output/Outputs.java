package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.output.OutputSpec.Plain;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entries of a Secret beside {@code tls.crt} and {@code tls.key}, by their names. */
public final class Outputs {

  // As cert-manager calls them, where it has them.
  static final String COMBINED_PEM = "tls-combined.pem";
  static final String KEY_DER = "key.der";
  static final String CERTIFICATE_DER = "cert.der";
  static final String CA = "ca.crt";
  static final String PKCS12 = "keystore.p12";
  static final String PKCS12_AUTHORITIES = "truststore.p12";
  static final String JKS = "keystore.jks";
  static final String JKS_AUTHORITIES = "truststore.jks";

  private Outputs() {}

  /**
   * The outputs that are wanted. What is for clients ({@code ca.crt}, the truststores) is left out
   * where it is not known whom they have to trust.
   */
  public static Map<String, byte[]> of(KeyMaterial material, OutputSpec spec) {
    var entries = new TreeMap<String, byte[]>();
    spec.plain().forEach(output -> entries.putAll(plain(output, material)));
    spec.pkcs12().ifPresent(password -> entries.putAll(Pkcs12Keystore.entries(material, password)));
    spec.jks()
        .ifPresent(
            jks -> entries.putAll(JksKeystore.entries(material, jks.password(), jks.alias())));
    return entries;
  }

  /**
   * A hash of all that the outputs are made of, in hexadecimal: the same where they would be the
   * same. The private key is in it, and passwords are as hard to guess by it as by the keystores.
   */
  public static String hash(KeyMaterial material, OutputSpec spec) {
    var text =
        "%s\n%s\n%s\n%s\n%s\n%s"
            .formatted(
                PrivateKeyPem.write(material.key()),
                material.chain().toPem(),
                material.authorities().isEmpty()
                    ? ""
                    : new CertificateChain(material.authorities()).toPem(),
                new TreeSet<>(spec.plain()),
                spec.pkcs12().map(KeystorePassword::hash),
                spec.jks().map(jks -> jks.password().hash() + "\n" + jks.alias()));
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Map<String, byte[]> plain(Plain output, KeyMaterial material) {
    return switch (output) {
      case COMBINED_PEM -> Map.of(COMBINED_PEM, combined(material));
      case DER ->
          Map.of(
              KEY_DER,
              material.key().keyPair().getPrivate().getEncoded(),
              CERTIFICATE_DER,
              encoded(material.chain().leaf()));
      case CA ->
          material.authorities().isEmpty()
              ? Map.of()
              : Map.of(CA, new CertificateChain(material.authorities()).toPem().getBytes(UTF_8));
    };
  }

  /** The key first, so that the leaf is the first of the certificates for every reader. */
  private static byte[] combined(KeyMaterial material) {
    return (PrivateKeyPem.write(material.key()) + material.chain().toPem()).getBytes(UTF_8);
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
