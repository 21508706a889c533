package dev.nodecert.operator.dnsapi;

import java.util.List;

/**
 * What a script says of itself in its variable {@code dns_<name>_info}.
 *
 * @param title its first line
 * @param site as it is written
 * @param docs as it is written
 * @param options groups, each a way to use the script; options of no way of their own are in the
 *     first
 */
record Header(String title, String site, String docs, List<List<DnsApiOption>> options) {

  static final Header NONE = new Header("", "", "", List.of());

  Header {
    options = options.stream().map(List::copyOf).toList();
  }
}
