package dev.nodecert.operator.output;

import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.GenericKey;
import org.bouncycastle.operator.OutputEncryptor;

/** PBES2 with PBKDF2, HMAC-SHA256 and AES-256-CBC (RFC 8018 sections 5.2, 6.2). */
final class PasswordEncryptor implements OutputEncryptor {

  private static final int SALT_BYTES = 20;
  private static final int IV_BYTES = 16;

  private final byte[] salt;
  private final byte[] initializationVector;
  private final SecretKeySpec key;

  PasswordEncryptor(KeystorePassword password, Salts salts, String purpose) {
    salt = salts.get(purpose + " salt", SALT_BYTES);
    initializationVector = salts.get(purpose + " iv", IV_BYTES);
    key = new SecretKeySpec(password.derive(salt), "AES");
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    var prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    var derivation =
        new KeyDerivationFunc(
            PKCSObjectIdentifiers.id_PBKDF2,
            new PBKDF2Params(
                salt, KeystorePassword.ITERATIONS, KeystorePassword.DERIVED_BITS / Byte.SIZE, prf));
    var encryption =
        new EncryptionScheme(
            NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(initializationVector));
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(derivation, encryption));
  }

  @Override
  public OutputStream getOutputStream(OutputStream encrypted) {
    try {
      var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(initializationVector));
      return new CipherOutputStream(encrypted, cipher);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES", e);
    }
  }

  @Override
  public GenericKey getKey() {
    return new GenericKey(getAlgorithmIdentifier(), key.getEncoded());
  }
}
