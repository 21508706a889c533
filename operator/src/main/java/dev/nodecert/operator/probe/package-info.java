/**
 * Whether the endpoints of a Service really serve the certificate that is in the Secret: looked at
 * as a client would, in the background, with nothing sent. Opened by {@link
 * dev.nodecert.operator.probe.ServingProbes}; who asks never waits, and all that it knows may be
 * lost. Uses {@code ip}, {@code x509} for the fingerprint, the JDK's TLS and the Kubernetes client.
 */
@NullMarked
package dev.nodecert.operator.probe;

import org.jspecify.annotations.NullMarked;
