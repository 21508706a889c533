/**
 * Keys, certificates and chains as values: made, read from PEM, written to PEM, checked. Pure; uses
 * the JDK's and BouncyCastle's cryptography and nothing of Kubernetes or ACME.
 */
@NullMarked
package dev.nodecert.operator.x509;

import org.jspecify.annotations.NullMarked;
