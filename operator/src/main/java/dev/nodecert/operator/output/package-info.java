/**
 * What else a Secret holds of a certificate and its key, for programs that want them in another
 * form. Pure: the same input makes the same bytes (docs/decisions/0020). Uses {@code x509} and
 * BouncyCastle, and nothing of Kubernetes.
 */
@NullMarked
package dev.nodecert.operator.output;

import org.jspecify.annotations.NullMarked;
