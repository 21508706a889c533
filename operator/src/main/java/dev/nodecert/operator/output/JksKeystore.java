package dev.nodecert.operator.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Java's own format of old ({@code sun.security.provider.JavaKeyStore}, version 2). Java writes it
 * with the time of writing and random salts, so it is written here.
 */
final class JksKeystore {

  private static final int MAGIC = 0xFEEDFEED;
  private static final int VERSION = 2;
  private static final int KEY_ENTRY = 1;
  private static final int CERTIFICATE_ENTRY = 2;
  private static final String CERTIFICATE_TYPE = "X.509";
  private static final byte[] WHITENER = "Mighty Aphrodite".getBytes(UTF_8);

  private final JksProtection protection;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream file = new DataOutputStream(bytes);

  private JksKeystore(JksProtection protection) {
    this.protection = protection;
  }

  static Map<String, byte[]> entries(
      KeyMaterial material, KeystorePassword password, String alias) {
    var protection = new JksProtection(password, new Salts(material, password));
    var entries = new HashMap<String, byte[]>();
    try {
      entries.put(Outputs.JKS, new JksKeystore(protection).keystore(material, alias));
      if (!material.authorities().isEmpty()) {
        var truststore = new JksKeystore(protection).truststore(material.authorities());
        entries.put(Outputs.JKS_AUTHORITIES, truststore);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return entries;
  }

  private byte[] keystore(KeyMaterial material, String alias) throws IOException {
    writeHead(1);
    writeEntry(KEY_ENTRY, alias, material.chain().leaf());
    writeBlock(protection.encrypt(material.key()));
    file.writeInt(material.chain().certificates().size());
    for (var certificate : material.chain().certificates()) {
      writeCertificate(certificate);
    }
    return sealed();
  }

  private byte[] truststore(List<X509Certificate> authorities) throws IOException {
    writeHead(authorities.size());
    for (int i = 0; i < authorities.size(); i++) {
      writeEntry(CERTIFICATE_ENTRY, Aliases.authority(i), authorities.get(i));
      writeCertificate(authorities.get(i));
    }
    return sealed();
  }

  private void writeHead(int entries) throws IOException {
    file.writeInt(MAGIC);
    file.writeInt(VERSION);
    file.writeInt(entries);
  }

  /** With the certificate's beginning in the place of the time of writing. */
  private void writeEntry(int kind, String alias, X509Certificate certificate) throws IOException {
    file.writeInt(kind);
    file.writeUTF(alias.toLowerCase(Locale.ENGLISH));
    file.writeLong(certificate.getNotBefore().toInstant().toEpochMilli());
  }

  private void writeCertificate(X509Certificate certificate) throws IOException {
    file.writeUTF(CERTIFICATE_TYPE);
    writeBlock(Outputs.encoded(certificate));
  }

  private void writeBlock(byte[] block) throws IOException {
    file.writeInt(block.length);
    file.write(block);
  }

  private byte[] sealed() throws IOException {
    file.write(protection.digest(WHITENER, bytes.toByteArray()));
    return bytes.toByteArray();
  }
}
