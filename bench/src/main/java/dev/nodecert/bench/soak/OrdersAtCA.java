package dev.nodecert.bench.soak;

import dev.nodecert.testenv.ProxiedExchange;
import dev.nodecert.testenv.ProxiedRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the CA has heard and answered. */
record OrdersAtCA(List<ProxiedExchange> exchanges) {

  private static final String NEW_ORDER = "/order-plz";
  private static final Pattern FINALIZE = Pattern.compile("/finalize-order/([A-Za-z0-9_-]+)");
  private static final int CREATED = 201;
  private static final int OK = 200;

  static boolean isNewOrder(ProxiedRequest request) {
    return request.path().equals(NEW_ORDER);
  }

  /** How many orders were made. */
  int made() {
    return orders().size();
  }

  /** How many of them were never finalized: found invalid, given up, or forgotten by a kill. */
  long unfinished() {
    var finalized =
        exchanges.stream()
            .filter(it -> it.status() == OK)
            .flatMap(it -> FINALIZE.matcher(it.request().path()).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    return orders().stream().filter(order -> !finalized.contains(order)).count();
  }

  private Set<String> orders() {
    return exchanges.stream()
        .filter(it -> isNewOrder(it.request()) && it.status() == CREATED)
        .flatMap(it -> FINALIZE.matcher(it.answer()).results())
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }
}
