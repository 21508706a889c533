package dev.nodecert.operator.dns;

import javax.crypto.SecretKey;

/**
 * A key by which messages are signed (RFC 8945).
 *
 * @param name without a dot at its end
 * @param algorithm such as {@code hmac-sha256}
 */
public record TsigKey(String name, String algorithm, SecretKey secret) {

  @Override
  public String toString() {
    return "TsigKey[%s, %s]".formatted(name, algorithm);
  }
}
