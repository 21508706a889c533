package dev.nodecert.operator.probe;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.TestChain;

/** What a server shows, and the key that it shows it with. */
record ServerIdentity(CertificateChain chain, PrivateKeyPair key) {

  static ServerIdentity of(TestChain chain) {
    return new ServerIdentity(chain.make(), chain.key());
  }

  String fingerprint() {
    return CertificateFacts.fingerprint(chain.leaf());
  }
}
