package dev.nodecert.operator.acme;

import javax.crypto.SecretKey;

/** An account that the CA knows already, to bind a new one to (RFC 8555 section 7.3.4). */
public record ExternalAccount(String keyId, SecretKey hmacKey) {
  @Override
  public String toString() {
    return "ExternalAccount[" + keyId + "]";
  }
}
