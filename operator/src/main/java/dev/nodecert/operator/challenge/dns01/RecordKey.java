package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.TxtRecord;

/**
 * A record that somebody needs.
 *
 * @param holder the UID of the NodeCertificate whose order needs it
 * @param plugin the AcmePlugin that sets and removes it
 */
public record RecordKey(String holder, String plugin, TxtRecord record) {}
