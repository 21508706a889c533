/**
 * The TXT records of dns-01 challenges (RFC 8555 section 8.4): set, seen at the zone's own name
 * servers, and removed again, in the background and beside each other. Opened by {@link
 * dev.nodecert.operator.challenge.dns01.ChallengeRecords}; who asks never waits. All that it knows
 * may be lost. Uses {@code dns}.
 */
@NullMarked
package dev.nodecert.operator.challenge.dns01;

import org.jspecify.annotations.NullMarked;
