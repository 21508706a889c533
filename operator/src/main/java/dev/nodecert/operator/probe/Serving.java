package dev.nodecert.operator.probe;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of a target by now.
 *
 * @param verdict empty before the first look has ended: then the condition stays what it is
 * @param askAgainAt when a look is due; empty while one is at work, which wakes who asked, and once
 *     the certificate is served
 * @param report what the verdict comes from
 */
public record Serving(
    Optional<Verdict> verdict, Optional<Instant> askAgainAt, Optional<ProbeReport> report) {}
