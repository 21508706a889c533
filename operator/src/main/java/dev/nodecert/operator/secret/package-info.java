/**
 * What the Secrets look like that NodeCert makes or reads, and the one way to the API server for
 * them. Uses {@code x509} and the Kubernetes client.
 */
@NullMarked
package dev.nodecert.operator.secret;

import org.jspecify.annotations.NullMarked;
