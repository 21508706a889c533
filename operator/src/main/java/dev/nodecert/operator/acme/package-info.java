/**
 * All that knows acme4j: what the operator asks of an ACME CA (RFC 8555) and what the CA answers,
 * as values of our own. One session an account, every exchange bounded in time and size, every
 * failure an {@link dev.nodecert.operator.acme.AcmeFailure}. Uses {@code x509}, {@code ip}, {@code
 * text}.
 */
@NullMarked
package dev.nodecert.operator.acme;

import org.jspecify.annotations.NullMarked;
