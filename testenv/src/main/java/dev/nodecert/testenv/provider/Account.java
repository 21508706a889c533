package dev.nodecert.testenv.provider;

import dev.nodecert.testenv.Bind;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/**
 * A provider's customer.
 *
 * @param bind where the customer's zones are published
 * @param zones their names
 */
record Account(Bind bind, Set<String> zones) {

  private static final int SECRET_BYTES = 16;

  Account {
    zones = Set.copyOf(zones);
  }

  /** A new credential, or identifier: 32 hexadecimal digits. */
  static String random() {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Refuses a zone of others. */
  void require(String zone) {
    if (!zones.contains(zone)) {
      throw new ApiRefusal(404, "The account has no zone " + zone);
    }
  }

  void publish(TextRecord text) {
    bind.addText(text.name(), text.value());
  }

  void withdraw(TextRecord text) {
    bind.removeText(text.name(), text.value());
  }
}
