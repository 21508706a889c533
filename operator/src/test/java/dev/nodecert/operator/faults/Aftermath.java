package dev.nodecert.operator.faults;

import dev.nodecert.testenv.ProxiedExchange;
import java.util.List;

/**
 * What there is at a site when its operator has ended.
 *
 * @param exchanges with the CAs
 * @param secrets the names of all Secrets
 * @param history what the API server showed until then
 * @param lab knows what records are left
 */
record Aftermath(
    List<ProxiedExchange> exchanges, List<String> secrets, NamespaceWatch history, FaultLab lab) {
  Aftermath {
    exchanges = List.copyOf(exchanges);
    secrets = List.copyOf(secrets);
  }

  OrdersAtCA orders() {
    return new OrdersAtCA(exchanges);
  }

  RevocationsAtCA revocations() {
    return new RevocationsAtCA(exchanges);
  }

  /** The TXT records of a cell's domain. */
  List<String> recordsLeft(Cell cell) {
    return lab.validation(cell.course()).recordsLeft(cell.domain());
  }

  /** The Secrets that were made for a NodeCertificate, by their names. */
  List<String> secretsOf(String certificate) {
    return secrets.stream().filter(name -> name.startsWith(certificate + "-")).toList();
  }
}
