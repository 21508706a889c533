package dev.nodecert.operator.faults;

import java.util.List;

/**
 * What there is at a site when its operator has ended.
 *
 * @param orders that the CA has made
 * @param secrets the names of all Secrets
 * @param history what the API server showed until then
 * @param validation knows what records are left
 */
record Aftermath(
    OrdersAtCA orders, List<String> secrets, NamespaceWatch history, Validation validation) {
  Aftermath {
    secrets = List.copyOf(secrets);
  }

  /** The Secrets that were made for a NodeCertificate, by their names. */
  List<String> secretsOf(String certificate) {
    return secrets.stream().filter(name -> name.startsWith(certificate + "-")).toList();
  }
}
