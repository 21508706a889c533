package dev.nodecert.testenv;

/** A MAC of RFC 8945, section 6. */
public enum TsigAlgorithm {
  HMAC_SHA1("hmac-sha1"),
  HMAC_SHA224("hmac-sha224"),
  HMAC_SHA256("hmac-sha256"),
  HMAC_SHA384("hmac-sha384"),
  HMAC_SHA512("hmac-sha512");

  private final String text;

  TsigAlgorithm(String text) {
    this.text = text;
  }

  /** As in BIND's configuration: {@code hmac-sha256}. */
  @Override
  public String toString() {
    return text;
  }
}
