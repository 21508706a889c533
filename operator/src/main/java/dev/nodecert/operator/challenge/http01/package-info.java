/**
 * Answers http-01 challenges (RFC 8555 section 8.3) for the proxies of all nodes, on every replica,
 * from what the API server holds: a request for one namespace never gets another's answer. Opened
 * by {@link dev.nodecert.operator.challenge.http01.Http01Solver}. Uses the Kubernetes client and
 * {@code api}; needs no right to any Secret.
 */
@NullMarked
package dev.nodecert.operator.challenge.http01;

import org.jspecify.annotations.NullMarked;
