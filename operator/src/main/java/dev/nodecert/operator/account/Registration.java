package dev.nodecert.operator.account;

import dev.nodecert.operator.acme.AcmeAccountLogin;
import dev.nodecert.operator.acme.CADirectory;
import dev.nodecert.operator.acme.DirectoryMetadata;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An account that the CA knows.
 *
 * @param metadata what the CA's directory says
 * @param key that the CA accepts
 * @param url of the account
 * @param agreedTermsOfService null when nothing is known
 */
record Registration(
    CADirectory directory,
    DirectoryMetadata metadata,
    StoredKey key,
    URI url,
    @Nullable String agreedTermsOfService) {

  AcmeAccountLogin login() {
    return new AcmeAccountLogin(directory, url, key.key());
  }

  Registration with(StoredKey other) {
    return new Registration(directory, metadata, other, url, agreedTermsOfService);
  }
}
