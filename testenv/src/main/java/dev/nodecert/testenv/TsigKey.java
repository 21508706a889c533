package dev.nodecert.testenv;

import java.security.SecureRandom;
import java.util.Base64;
import org.xbill.DNS.Name;
import org.xbill.DNS.TSIG;

/**
 * A key that DNS updates are signed with (RFC 8945).
 *
 * @param name without a dot at its end
 * @param secret Base64
 */
public record TsigKey(String name, TsigAlgorithm algorithm, String secret) {

  private static final int SECRET_BYTES = 32;

  /** A new key. */
  public static TsigKey random(String name, TsigAlgorithm algorithm) {
    var secret = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(secret);
    return new TsigKey(name, algorithm, Base64.getEncoder().encodeToString(secret));
  }

  /** As BIND's programs read it: {@code key "name" {…};}. */
  public String statement() {
    return """
    key "%s" {
      algorithm %s;
      secret "%s";
    };
    """
        .formatted(name, algorithm, secret);
  }

  TSIG signer() {
    var mac = Name.fromConstantString(algorithm + ".");
    return new TSIG(mac, Name.fromConstantString(name + "."), Base64.getDecoder().decode(secret));
  }

  @Override
  public String toString() {
    return "TsigKey[%s, %s]".formatted(name, algorithm);
  }
}
