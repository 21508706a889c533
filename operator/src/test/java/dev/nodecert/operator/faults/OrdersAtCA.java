package dev.nodecert.operator.faults;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nodecert.testenv.ProxiedExchange;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.stream.Stream;

/** The orders that a CA has made, from what went through its proxies. */
record OrdersAtCA(List<ProxiedExchange> exchanges) {

  private static final ObjectMapper JSON = new ObjectMapper();

  OrdersAtCA {
    exchanges = List.copyOf(exchanges);
  }

  /** How many orders for a domain were made. */
  long made(String domain) {
    return newOrders(domain).count();
  }

  /**
   * Whether an order for a domain was ready when it was made, for the CA had a valid authorization.
   * Pebble lets that happen once in a hundred times where it is told never to.
   */
  boolean hasReusedAuthorization(String domain) {
    return newOrders(domain).anyMatch(it -> status(it).equals("ready"));
  }

  private Stream<ProxiedExchange> newOrders(String domain) {
    return exchanges.stream()
        .filter(it -> it.status() == HttpURLConnection.HTTP_CREATED)
        .filter(it ->
            AcmeRequests.name(it.request()).filter(AcmeRequests.NEW_ORDER::equals).isPresent())
        .filter(it -> isFor(it, domain));
  }

  /** Whether an order for a domain has become invalid, as far as was asked. */
  boolean hasDied(String domain) {
    return exchanges.stream()
        .filter(it -> isFor(it, domain))
        .anyMatch(it -> status(it).equals("invalid"));
  }

  private static boolean isFor(ProxiedExchange exchange, String domain) {
    return exchange.answer().contains("\"identifiers\"")
        && exchange.answer().contains("\"" + domain + "\"");
  }

  private static String status(ProxiedExchange exchange) {
    try {
      return JSON.readTree(exchange.answer()).path("status").asText();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the CA answered " + exchange.answer(), e);
    }
  }
}
