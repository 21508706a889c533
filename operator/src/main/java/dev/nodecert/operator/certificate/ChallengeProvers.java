package dev.nodecert.operator.certificate;

import dev.nodecert.operator.challenge.dns01.ChallengeRecords;
import dev.nodecert.operator.dns.AuthoritativeDns;
import dev.nodecert.operator.plugin.DnsProviders;
import java.util.concurrent.Executor;

/**
 * What dns-01 challenges are proven with.
 *
 * @param executor runs look-ups that may take seconds
 */
public record ChallengeProvers(
    AuthoritativeDns dns, ChallengeRecords records, DnsProviders providers, Executor executor) {}
