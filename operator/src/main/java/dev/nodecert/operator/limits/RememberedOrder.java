package dev.nodecert.operator.limits;

import dev.nodecert.api.v1alpha1.OrderResult;
import java.time.Instant;
import java.util.Optional;

/**
 * An order that a status or a Secret knows of.
 *
 * @param owner the UID of the NodeCertificate that it is or was for
 * @param result how it ended; empty while it runs
 * @param at when it ended; when it was made, while it runs
 */
public record RememberedOrder(
    String owner, OrderIntent intent, Optional<OrderResult> result, Instant at) {}
