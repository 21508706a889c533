package dev.nodecert.operator.upload;

import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.Passphrase;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCS12MacCalculatorBuilderProvider;

/**
 * Material in a PKCS#12 file (RFC 7292), whoever made it: all its bags, whatever they are called.
 */
final class Pkcs12Material {

  /**
   * The empty pass phrase as OpenSSL and Windows have it: without characters, but terminated. Both
   * derivations fill up with zeros, so that a terminator more makes no difference.
   */
  private static final char[] TERMINATOR = {0};

  private final String entry;
  private final Optional<Passphrase> passphrase;
  private final DerivationBudget budget;

  private Pkcs12Material(String entry, Optional<Passphrase> passphrase) {
    this.entry = entry;
    this.passphrase = passphrase;
    this.budget = new DerivationBudget(entry);
  }

  static Material read(String entry, Upload upload) throws RefusedException {
    var content = upload.entries().getOrDefault(entry, new byte[0]);
    return new Pkcs12Material(entry, upload.passphrase()).read(content);
  }

  private Material read(byte[] content) throws RefusedException {
    try {
      var file = new PKCS12PfxPdu(content);
      var opening = opening(file);
      return material(bags(file, opening), opening);
    } catch (IOException | PKCSException | RuntimeException _) {
      throw new RefusedException(
          "KeystoreDamaged",
          "The Secret's %s is no PKCS#12 file, or a damaged one. Upload the file again."
              .formatted(entry));
    }
  }

  /** The characters that open the file, by its MAC (RFC 7292 section 4). */
  private char[] opening(PKCS12PfxPdu file) throws RefusedException, PKCSException {
    var candidates = candidates();
    if (!file.hasMac()) {
      return candidates.getFirst();
    }
    var calculators =
        new JcePKCS12MacCalculatorBuilderProvider().setProvider(KeyDecryption.CRYPTOGRAPHY);
    for (var candidate : candidates) {
      budget.spend(file.toASN1Structure().getMacData());
      if (file.isMacValid(calculators, candidate)) {
        return candidate;
      }
    }
    throw notOpened();
  }

  /** A file without a pass phrase is made with the empty one, for which there are two forms. */
  private List<char[]> candidates() {
    return passphrase
        .filter(given -> !given.isEmpty())
        .map(given -> List.of(given.characters()))
        .orElseGet(() -> List.of(TERMINATOR, new char[0]));
  }

  private RefusedException notOpened() {
    if (passphrase.isEmpty()) {
      return new RefusedException(
          "PassphraseMissing",
          "The Secret's %s has a pass phrase. Name it in passphraseSecretRef.".formatted(entry));
    }
    return passphrase.get().isEmpty()
        ? new RefusedException(
            "PassphraseEmpty",
            "The Secret's %s has a pass phrase, and the one given is empty.".formatted(entry))
        : new RefusedException(
            "PassphraseWrong", "The pass phrase does not open the Secret's %s.".formatted(entry));
  }

  private List<PKCS12SafeBag> bags(PKCS12PfxPdu file, char[] opening) throws RefusedException {
    var bags = new ArrayList<PKCS12SafeBag>();
    for (var content : file.getContentInfos()) {
      bags.addAll(bags(content, opening));
    }
    return bags;
  }

  private List<PKCS12SafeBag> bags(ContentInfo content, char[] opening) throws RefusedException {
    if (!content.getContentType().equals(PKCSObjectIdentifiers.encryptedData)) {
      return List.of(new PKCS12SafeBagFactory(content).getSafeBags());
    }
    budget.spend(EncryptedData.getInstance(content.getContent()).getEncryptionAlgorithm());
    try {
      var factory = new PKCS12SafeBagFactory(content, KeyDecryption.decryptor(opening));
      return List.of(factory.getSafeBags());
    } catch (PKCSException | RuntimeException _) {
      throw notOpened();
    }
  }

  private Material material(List<PKCS12SafeBag> bags, char[] opening)
      throws RefusedException, IOException {
    var certificates = new ArrayList<byte[]>();
    var keys = new ArrayList<PKCS12SafeBag>();
    for (var bag : bags) {
      if (bag.getBagValue() instanceof X509CertificateHolder certificate) {
        certificates.add(certificate.getEncoded());
      } else if (isKey(bag)) {
        keys.add(bag);
      }
    }
    return new Material(
        entry,
        entry,
        Certificates.read(entry, certificates),
        Keys.only(entry, keys, bag -> key(bag, opening)));
  }

  private static boolean isKey(PKCS12SafeBag bag) {
    return bag.getType().equals(PKCSObjectIdentifiers.keyBag)
        || bag.getType().equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag);
  }

  private PrivateKeyPair key(PKCS12SafeBag bag, char[] opening) throws RefusedException {
    try {
      return PrivateKeyPem.of(
          bag.getBagValue() instanceof PKCS8EncryptedPrivateKeyInfo encrypted
              ? open(encrypted, opening)
              : PrivateKeyInfo.getInstance(bag.getBagValue()));
    } catch (MalformedPemException e) {
      throw Keys.unusable(entry, String.valueOf(e.getMessage()));
    }
  }

  private PrivateKeyInfo open(PKCS8EncryptedPrivateKeyInfo key, char[] opening)
      throws RefusedException {
    budget.spend(key.getEncryptionAlgorithm());
    try {
      return key.decryptPrivateKeyInfo(KeyDecryption.decryptor(opening));
    } catch (PKCSException | RuntimeException _) {
      throw notOpened();
    }
  }
}
