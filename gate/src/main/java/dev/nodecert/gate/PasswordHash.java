package dev.nodecert.gate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** What {@code htpasswd -B} makes of a password. It never prints itself. */
final class PasswordHash {

  /** A cost above 14 is seconds of work for whoever sends a form; 5 is htpasswd's default. */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[5-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

  private final String text;

  private PasswordHash(String text) {
    this.text = text;
  }

  static PasswordHash of(String text) {
    if (!BCRYPT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "no bcrypt hash with a cost of 5 to 14; make one with: htpasswd -nBC 12 NAME");
    }
    return new PasswordHash(text);
  }

  /** One that no password is known for, and that takes as long to check as any of its cost. */
  static PasswordHash ofNobody(int cost) {
    return new PasswordHash("$2y$%02d$%s".formatted(cost, ".".repeat(53)));
  }

  int cost() {
    return Integer.parseInt(text.substring(4, 6));
  }

  /** As bcrypt is: bytes after the 72nd do not count. */
  boolean matches(String password) {
    return OpenBSDBCrypt.checkPassword(text, password.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "PasswordHash[…]";
  }
}
