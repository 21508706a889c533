package dev.nodecert.operator.dns;

import javax.crypto.SecretKey;

public record TsigKey(String name, String algorithm, SecretKey secret) {
  @Override
  public String toString() {
    return name;
  }
}
