package dev.nodecert.operator.output;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;

/** PKCS#12 (RFC 7292) as OpenSSL 3, curl and Java from 8u301 on read it. */
final class Pkcs12Keystore {

  private static final int MAC_SALT_BYTES = 20;

  /** By this, Java knows a certificate that it may trust (JDK-8076190). */
  private static final ASN1ObjectIdentifier TRUSTED_KEY_USAGE =
      new ASN1ObjectIdentifier("2.16.840.1.113894.746875.1.1");

  private final KeystorePassword password;
  private final Salts salts;

  private Pkcs12Keystore(KeyMaterial material, KeystorePassword password) {
    this.password = password;
    this.salts = new Salts(material, password);
  }

  static Map<String, byte[]> entries(KeyMaterial material, KeystorePassword password) {
    var writer = new Pkcs12Keystore(material, password);
    var entries = new HashMap<String, byte[]>();
    entries.put(Outputs.PKCS12, writer.keystore(material));
    if (!material.authorities().isEmpty()) {
      entries.put(Outputs.PKCS12_AUTHORITIES, writer.truststore(material.authorities()));
    }
    return entries;
  }

  private byte[] keystore(KeyMaterial material) {
    try {
      var key =
          new JcaPKCS12SafeBagBuilder(
              material.key().keyPair().getPrivate(), encryptor("pkcs12 key"));
      return file(
          "pkcs12",
          new PKCS12PfxPduBuilder()
              .addEncryptedData(encryptor("pkcs12 certificates"), certificates(material))
              .addData(marked(key, material.chain().leaf())));
    } catch (IOException | PKCSException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private static PKCS12SafeBag[] certificates(KeyMaterial material) throws IOException {
    var bags = new ArrayList<PKCS12SafeBag>();
    var leaf = material.chain().leaf();
    bags.add(marked(new JcaPKCS12SafeBagBuilder(leaf), leaf));
    for (var issuer : material.chain().issuers()) {
      bags.add(new JcaPKCS12SafeBagBuilder(issuer).build());
    }
    return bags.toArray(PKCS12SafeBag[]::new);
  }

  /** By the same identifier, readers know that key and leaf belong together. */
  private static PKCS12SafeBag marked(PKCS12SafeBagBuilder bag, X509Certificate leaf) {
    return bag.addBagAttribute(
            PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(OutputSpec.DEFAULT_ALIAS))
        .addBagAttribute(PKCS12SafeBag.localKeyIdAttribute, new DEROctetString(digest(leaf)))
        .build();
  }

  private static byte[] digest(X509Certificate certificate) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(Outputs.encoded(certificate));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private byte[] truststore(List<X509Certificate> authorities) {
    try {
      var bags = new ArrayList<PKCS12SafeBag>();
      for (int i = 0; i < authorities.size(); i++) {
        var alias = new DERBMPString(Aliases.authority(i));
        bags.add(
            new JcaPKCS12SafeBagBuilder(authorities.get(i))
                .addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, alias)
                .addBagAttribute(TRUSTED_KEY_USAGE, KeyPurposeId.anyExtendedKeyUsage)
                .build());
      }
      return file(
          "pkcs12 truststore",
          new PKCS12PfxPduBuilder()
              .addEncryptedData(
                  encryptor("pkcs12 authorities"), bags.toArray(PKCS12SafeBag[]::new)));
    } catch (IOException | PKCSException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
  }

  private PasswordEncryptor encryptor(String purpose) {
    return new PasswordEncryptor(password, salts, purpose);
  }

  private byte[] file(String purpose, PKCS12PfxPduBuilder content)
      throws IOException, PKCSException {
    return content.build(integrity(purpose), password.characters()).getEncoded();
  }

  private PKCS12MacCalculatorBuilder integrity(String purpose) {
    var parameters =
        new PKCS12PBEParams(
            salts.get(purpose + " mac", MAC_SALT_BYTES), KeystorePassword.ITERATIONS);
    // The provider of what verifies takes the salt that it is told; builders draw their own.
    return new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE)
        .get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, parameters));
  }
}
