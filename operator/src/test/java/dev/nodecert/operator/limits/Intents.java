package dev.nodecert.operator.limits;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.operator.limits.OrderIntent.Account;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.List;

/** Orders of a test. */
final class Intents {

  private Intents() {}

  /** The limits of an account at Let's Encrypt whose spec has more members than that. */
  static OrderLimits limits(String members) {
    return limitsAt("LetsEncrypt", "[{namespaces: [\"*\"]}]", members);
  }

  static OrderLimits limitsAt(String directory, String allow, String members) {
    var account =
        Serialization.unmarshal(
            """
            apiVersion: nodecert.dev/v1alpha1
            kind: AcmeAccount
            metadata: {name: default}
            spec:
              directory: %s
              allow: %s
              %s
            """
                .formatted(directory, allow, members),
            AcmeAccount.class);
    return OrderLimits.of(account.getSpec());
  }

  static Account account(OrderLimits limits) {
    return new Account(
        URI.create("https://ca.example.com/directory"),
        "default",
        "https://ca.example.com/acct/1",
        limits);
  }

  static OrderIntent order(OrderLimits limits, Kind kind, String... names) {
    return OrderIntent.of(account(limits), "proxy", List.of(names), kind);
  }
}
