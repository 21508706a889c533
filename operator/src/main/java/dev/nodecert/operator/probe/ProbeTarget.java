package dev.nodecert.operator.probe;

import java.time.Instant;

/**
 * What should be served, and where.
 *
 * @param namespace of the Service
 * @param service its name
 * @param port of the Service, by name or by number
 * @param serverName that a client would ask for: a DNS name, with a wildcard or without, or an
 *     address
 * @param fingerprint of the certificate in the Secret, as {@code CertificateFacts} has it
 * @param changedAt when that certificate came into the Secret
 */
public record ProbeTarget(
    String namespace,
    String service,
    String port,
    String serverName,
    String fingerprint,
    Instant changedAt) {}
