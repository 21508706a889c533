package dev.nodecert.operator.x509;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Private keys as PEM text: PKCS#8 is written, PKCS#8, PKCS#1 and SEC 1 are read. */
public final class PrivateKeyPem {

  private static final Set<ASN1ObjectIdentifier> CURVES =
      Set.of(
          SECObjectIdentifiers.secp256r1,
          SECObjectIdentifiers.secp384r1,
          SECObjectIdentifiers.secp521r1);

  private PrivateKeyPem() {}

  /** The key in PKCS#8 (RFC 7468 section 10). */
  public static String write(PrivateKeyPair key) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject("PRIVATE KEY", key.keyPair().getPrivate().getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return text.toString();
  }

  /**
   * Reads the first private key of the text.
   *
   * @throws MalformedPemException when there is none, or one that is encrypted, damaged, or of
   *     another algorithm than RSA and ECDSA
   */
  public static PrivateKeyPair read(String pem) throws MalformedPemException {
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        switch (object) {
          case PEMKeyPair pair -> {
            return of(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return of(info);
          }
          case ASN1ObjectIdentifier _ -> {
            // "EC PARAMETERS", which OpenSSL writes before an EC key.
          }
          default ->
              throw new MalformedPemException(
                  "holds something else than an unencrypted private key");
        }
      }
      throw new MalformedPemException("holds no private key in PEM");
    } catch (IOException | RuntimeException _) {
      throw damaged();
    }
  }

  /**
   * A private key with its public half.
   *
   * @throws MalformedPemException when it is damaged, or of another algorithm than RSA and ECDSA
   */
  public static PrivateKeyPair of(PrivateKeyInfo info) throws MalformedPemException {
    try {
      return pairOf(info);
    } catch (IOException | GeneralSecurityException | RuntimeException _) {
      throw damaged();
    }
  }

  /** Without its cause: BouncyCastle repeats what it cannot read, which may be the key. */
  private static MalformedPemException damaged() {
    return new MalformedPemException("holds a damaged private key");
  }

  private static PrivateKeyPair pairOf(PrivateKeyInfo info)
      throws IOException, GeneralSecurityException, MalformedPemException {
    refuseOtherCurves(info.getPrivateKeyAlgorithm());
    PrivateKey privateKey = new JcaPEMKeyConverter().getPrivateKey(info);
    PublicKey publicKey =
        switch (privateKey) {
          case RSAPrivateCrtKey rsa -> publicKeyOf(rsa);
          case ECPrivateKey ec -> publicKeyOf(ec, info.getPrivateKeyAlgorithm());
          default ->
              throw new MalformedPemException(
                  "holds a key of an algorithm other than RSA and ECDSA");
        };
    return new PrivateKeyPair(new KeyPair(publicKey, privateKey));
  }

  private static void refuseOtherCurves(AlgorithmIdentifier algorithm)
      throws MalformedPemException {
    boolean isElliptic = algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey);
    if (isElliptic
        && !(algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
            && CURVES.contains(curve))) {
      throw new MalformedPemException("holds an EC key on another curve than P-256, P-384, P-521");
    }
  }

  private static PublicKey publicKeyOf(RSAPrivateCrtKey key)
      throws GeneralSecurityException, MalformedPemException {
    if (!isConsistent(key)) {
      throw new MalformedPemException("holds a damaged private key");
    }
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
  }

  /**
   * RFC 8017 section 3.2: its numbers say the same more than once, and damage is in one of them.
   */
  private static boolean isConsistent(RSAPrivateCrtKey key) {
    var p = key.getPrimeP();
    var q = key.getPrimeQ();
    var e = key.getPublicExponent();
    return p.multiply(q).equals(key.getModulus())
        && areInverse(e, key.getPrivateExponent(), p.subtract(BigInteger.ONE))
        && areInverse(e, key.getPrivateExponent(), q.subtract(BigInteger.ONE))
        && areInverse(e, key.getPrimeExponentP(), p.subtract(BigInteger.ONE))
        && areInverse(e, key.getPrimeExponentQ(), q.subtract(BigInteger.ONE))
        && areInverse(q, key.getCrtCoefficient(), p);
  }

  private static boolean areInverse(BigInteger a, BigInteger b, BigInteger modulus) {
    return a.multiply(b).mod(modulus).equals(BigInteger.ONE);
  }

  private static PublicKey publicKeyOf(ECPrivateKey key, AlgorithmIdentifier algorithm)
      throws IOException, GeneralSecurityException {
    var curve = ECNamedCurveTable.getByOID((ASN1ObjectIdentifier) algorithm.getParameters());
    var point = new FixedPointCombMultiplier().multiply(curve.getG(), key.getS());
    var encoded = new SubjectPublicKeyInfo(algorithm, point.getEncoded(false)).getEncoded();
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
  }
}
