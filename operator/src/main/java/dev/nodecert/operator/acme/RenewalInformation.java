package dev.nodecert.operator.acme;

import java.time.Instant;
import java.util.Optional;

/**
 * What a CA says about a certificate's renewal (RFC 9773 section 4.2).
 *
 * @param start of the suggested window
 * @param end of the suggested window
 * @param explanationUrl why, for a person
 * @param lookAgain when the CA asks to be asked again
 */
public record RenewalInformation(
    Instant start, Instant end, Optional<String> explanationUrl, Optional<Instant> lookAgain) {}
