package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.dns.Propagation;
import dev.nodecert.operator.dns.TxtRecord;

/** Asks a zone's own name servers. */
interface NameServerCheck {

  /**
   * Asks all of them once whether they give the record.
   *
   * @throws dev.nodecert.operator.dns.DnsFailure when the zone or its servers cannot be found
   */
  Propagation look(TxtRecord record, NameServers via);

  /**
   * Asks all of them whether the record is not, or no longer, there.
   *
   * @throws dev.nodecert.operator.dns.DnsFailure when the zone or its servers cannot be found
   */
  boolean isAbsent(TxtRecord record, NameServers via);
}
