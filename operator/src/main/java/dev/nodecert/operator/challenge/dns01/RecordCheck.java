package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.NameServers;
import java.time.Duration;
import java.util.Optional;

/**
 * When a record counts as standing.
 *
 * @param delay how long it is waited for at the least
 * @param via by which name servers the zone's own ones are found; empty where these are not asked
 * @param timeout how long the zone's own name servers are asked
 */
public record RecordCheck(Duration delay, Optional<NameServers> via, Duration timeout) {}
