package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.x509.KeyType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Optional;

/** An account of generation 2 as {@code kubectl get -o yaml} shows it, and its key. */
final class SeenAccount {

  private SeenAccount() {}

  static AcmeAccount withoutStatus() {
    return wanting(1);
  }

  /** One whose spec asks for a version of its key. */
  static AcmeAccount wanting(int keyVersion) {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: AcmeAccount
        metadata: {name: default, uid: uid-1, generation: 2}
        spec:
          directory: https://ca.example.com/directory
          termsOfService: {agreed: true}
          privateKey: {version: %d}
          allow: [{namespaces: ["*"]}]
        """
            .formatted(keyVersion),
        AcmeAccount.class);
  }

  static AcmeAccount withStatus(String yaml) {
    var account = withoutStatus();
    account.setStatus(Serialization.unmarshal("---\n" + yaml, AcmeAccountStatus.class));
    return account;
  }

  /** A new key that was made for it. */
  static StoredKey key(int version) {
    var content =
        new AccountKeySecret(
            new KeyType.Ecdsa(256).generate(),
            Optional.of(version),
            Optional.empty(),
            Optional.of("https://ca.example.com/directory"),
            Optional.empty());
    return new StoredKey(
        content.toSecret("nodecert", "acme-default-84b92c5c", "default"), content, version);
  }
}
