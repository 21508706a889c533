/**
 * What the operator tells Prometheus. Uses Micrometer; knows the hooks of the SDK, the CA and the
 * dnsapi scripts.
 */
@NullMarked
package dev.nodecert.operator.metrics;

import org.jspecify.annotations.NullMarked;
