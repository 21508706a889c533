/**
 * All that knows DNS: where a record is and whether every name server of its zone gives it (RFC
 * 1034), and dynamic updates (RFC 2136). No cache, no state; every operation is bounded in time and
 * in questions, and every failure is a {@link dev.nodecert.operator.dns.DnsFailure}. Uses {@code
 * ip}, {@code text}, dnsjava and Guava's Public Suffix List.
 */
@NullMarked
package dev.nodecert.operator.dns;

import org.jspecify.annotations.NullMarked;
