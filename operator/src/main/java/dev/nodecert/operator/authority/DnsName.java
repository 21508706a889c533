package dev.nodecert.operator.authority;

import java.util.regex.Pattern;

/** Domain names as they stand in certificates (RFC 5280 section 4.2.1.6, RFC 9525 section 6.3). */
final class DnsName {

  private static final int MAX_LENGTH = 253;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final String DOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final Pattern HOST = Pattern.compile(DOMAIN);
  private static final Pattern WILDCARD = Pattern.compile("\\*\\." + DOMAIN);

  private DnsName() {}

  /** Whether a text is a name in lower case, without wildcard. */
  static boolean isHost(String text) {
    return text.length() <= MAX_LENGTH && HOST.matcher(text).matches();
  }

  /** Whether a text is such a name, or a wildcard for one level below one. */
  static boolean isHostOrWildcard(String text) {
    return isHost(text) || (text.length() <= MAX_LENGTH && WILDCARD.matcher(text).matches());
  }
}
