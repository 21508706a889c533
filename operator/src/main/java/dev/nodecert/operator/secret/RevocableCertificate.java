package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.security.cert.X509Certificate;

/**
 * A certificate with its key: what it takes to revoke it.
 *
 * @param account the AcmeAccount that ordered it
 */
public record RevocableCertificate(
    X509Certificate certificate, PrivateKeyPair key, String account) {}
