package dev.nodecert.operator.x509;

/** What opens a key or a keystore. It never prints itself. */
public final class Passphrase {

  private final String text;

  private Passphrase(String text) {
    this.text = text;
  }

  /**
   * A pass phrase as an entry of a Secret has it: one line, whose break is no part of it. That is
   * how {@code openssl} reads a file, and what {@code echo} and editors leave at the end.
   */
  public static Passphrase of(String entry) {
    return new Passphrase(entry.replaceFirst("\\r?\\n\\z", ""));
  }

  /** The one without a character. */
  public static Passphrase none() {
    return new Passphrase("");
  }

  /** Whether there is nothing in it. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Whether every program makes the same bytes of it: it has nothing but printable ASCII. */
  public boolean isAscii() {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** A copy of the characters. */
  public char[] characters() {
    return text.toCharArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Passphrase that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "Passphrase[…]";
  }
}
