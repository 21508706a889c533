package dev.nodecert.gate;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** What {@code htpasswd -B} makes of a password. It never prints itself. */
record PasswordHash(String text) {

  /** A cost above 14 is seconds of work for whoever sends a form; 5 is htpasswd's default. */
  private static final Pattern BCRYPT =
      Pattern.compile("\\$2[aby]\\$(0[5-9]|1[0-4])\\$[./A-Za-z0-9]{53}");

  PasswordHash {
    if (!BCRYPT.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "no bcrypt hash with a cost of 5 to 14; make one with: htpasswd -nBC 12 NAME");
    }
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
  public String toString() {
    return "PasswordHash[…]";
  }
}
