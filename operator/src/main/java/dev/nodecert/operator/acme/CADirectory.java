package dev.nodecert.operator.acme;

import dev.nodecert.operator.x509.CertificateChain;
import java.net.URI;
import java.util.Optional;

/**
 * Where a CA's directory is (RFC 8555 section 7.1.1), and by what its HTTPS is trusted.
 *
 * @param trustAnchors replace Java's trust store for this CA, where given
 */
public record CADirectory(URI url, Optional<CertificateChain> trustAnchors) {}
