package dev.nodecert.operator.testing;

import dev.nodecert.operator.acme.AccountKey;
import dev.nodecert.operator.secret.AccountKeySecret;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.SecretMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** The keys that the operator has made for an account. */
public record AccountKeysInSecrets(KubernetesClient client, String account) {

  /** All Secrets with one. */
  public List<Secret> secrets() {
    return client
        .secrets()
        .inNamespace(RunningOperator.NAMESPACE)
        .withLabel(SecretMetadata.ACCOUNT_KEY, account)
        .list()
        .getItems();
  }

  /** What is in the one Secret that there is. */
  public AccountKeySecret only() {
    var secrets = secrets();
    if (secrets.size() != 1) {
      throw new AssertionError("%d Secrets for one account".formatted(secrets.size()));
    }
    return content(secrets.getFirst());
  }

  /** The key in the one Secret that there is. */
  public AccountKey key() {
    return new AccountKey(only().key());
  }

  /** What is in a Secret. */
  public static AccountKeySecret content(Secret secret) {
    try {
      return AccountKeySecret.of(secret);
    } catch (DamagedSecretException e) {
      throw new AssertionError(e);
    }
  }
}
