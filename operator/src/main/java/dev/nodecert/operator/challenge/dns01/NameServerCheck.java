package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.dns.Propagation;
import dev.nodecert.operator.dns.TxtRecord;

/** Asks a zone's own name servers. */
@FunctionalInterface
interface NameServerCheck {

  /**
   * Asks all of them once whether they give the record.
   *
   * @throws dev.nodecert.operator.dns.DnsFailure when the zone or its servers cannot be found
   */
  Propagation look(TxtRecord record, NameServers via);
}
