package dev.nodecert.operator.account;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeAccountStatus;
import io.fabric8.kubernetes.client.utils.Serialization;

/** An account of generation 2 as {@code kubectl get -o yaml} shows it. */
final class SeenAccount {

  private SeenAccount() {}

  static AcmeAccount withoutStatus() {
    return Serialization.unmarshal(
        """
        apiVersion: nodecert.dev/v1alpha1
        kind: AcmeAccount
        metadata: {name: default, uid: uid-1, generation: 2}
        spec:
          directory: https://ca.example.com/directory
          termsOfService: {agreed: true}
          allow: [{namespaces: ["*"]}]
        """,
        AcmeAccount.class);
  }

  static AcmeAccount withStatus(String yaml) {
    var account = withoutStatus();
    account.setStatus(Serialization.unmarshal("---\n" + yaml, AcmeAccountStatus.class));
    return account;
  }
}
