package dev.nodecert.operator.acme;

import dev.nodecert.operator.x509.PrivateKeyPair;
import java.util.Base64;
import org.shredzone.acme4j.toolbox.JoseUtils;

/** The key that an ACME account signs its requests with. */
public record AccountKey(PrivateKeyPair keyPair) {

  /** The base64url of its JWK's SHA-256 thumbprint (RFC 7638), as key authorizations want it. */
  public String thumbprint() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JoseUtils.thumbprint(keyPair.publicKey()));
  }
}
