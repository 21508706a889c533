package dev.nodecert.operator.upload;

import java.math.BigInteger;
import java.util.function.Supplier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * How much work an upload may ask for to open it: whoever made it says how often a pass phrase is
 * hashed. The costs are read before anything is derived, and are counted over the whole upload.
 */
final class DerivationBudget {

  /** Two seconds or so. What is usual: 2,048 (OpenSSL) to 600,000 (NSS), three times a file. */
  static final int MAX_ITERATIONS = 2_500_000;

  /** 32 MiB: twice what {@code openssl pkcs8 -scrypt} asks for. */
  private static final int MAX_SCRYPT_BLOCKS = 1 << 18;

  private static final int MAX_KEY_BYTES = 64;

  private final String entry;
  private long left = MAX_ITERATIONS;

  DerivationBudget(String entry) {
    this.entry = entry;
  }

  /** Before something is decrypted. */
  void spend(AlgorithmIdentifier encryption) throws RefusedException {
    spend(known(() -> cost(encryption)));
  }

  /** Before the integrity of a keystore is checked. */
  void spend(MacData mac) throws RefusedException {
    spend(known(() -> cost(mac)));
  }

  private void spend(BigInteger cost) throws RefusedException {
    if (cost.signum() < 0 || cost.compareTo(BigInteger.valueOf(left)) > 0) {
      throw new RefusedException(
          "IterationsExceeded",
          ("To open the Secret's %s, its pass phrase would have to be hashed more than %d times."
                  + " Make it anew with fewer iterations.")
              .formatted(entry, MAX_ITERATIONS));
    }
    left -= cost.longValueExact();
  }

  private BigInteger known(Supplier<BigInteger> cost) throws RefusedException {
    try {
      return cost.get();
    } catch (RuntimeException _) {
      throw new RefusedException(
          "EncryptionUnsupported",
          "The Secret's %s is encrypted in a way that is not supported. Make it anew with AES-256."
              .formatted(entry));
    }
  }

  private static BigInteger cost(MacData mac) {
    var algorithm = mac.getMac().getAlgorithmId();
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)
        ? derivation(PBMAC1Params.getInstance(algorithm.getParameters()).getKeyDerivationFunc())
        : mac.getIterationCount();
  }

  private static BigInteger cost(AlgorithmIdentifier encryption) {
    var algorithm = encryption.getAlgorithm();
    var parameters = encryption.getParameters();
    if (algorithm.equals(PKCSObjectIdentifiers.id_PBES2)) {
      var function = PBES2Parameters.getInstance(parameters).getKeyDerivationFunc();
      return derivation(AlgorithmIdentifier.getInstance(function.toASN1Primitive()));
    }
    if (algorithm.on(PKCSObjectIdentifiers.pkcs_12PbeIds)) {
      // A key and an initialization vector.
      return PKCS12PBEParams.getInstance(parameters).getIterations().shiftLeft(1);
    }
    throw new IllegalArgumentException("another encryption");
  }

  private static BigInteger derivation(AlgorithmIdentifier function) {
    if (function.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      var parameters = PBKDF2Params.getInstance(function.getParameters());
      requireAtMost(MAX_KEY_BYTES, parameters.getKeyLength());
      return parameters.getIterationCount();
    }
    if (function.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
      var parameters = ScryptParams.getInstance(function.getParameters());
      var blocks = parameters.getCostParameter().multiply(parameters.getBlockSize());
      requireAtMost(MAX_SCRYPT_BLOCKS, blocks);
      return blocks.multiply(parameters.getParallelizationParameter());
    }
    throw new IllegalArgumentException("another derivation");
  }

  private static void requireAtMost(int max, @Nullable BigInteger value) {
    if (value != null && value.compareTo(BigInteger.valueOf(max)) > 0) {
      throw new IllegalArgumentException("too large");
    }
  }
}
