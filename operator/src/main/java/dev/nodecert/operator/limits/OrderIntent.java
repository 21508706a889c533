package dev.nodecert.operator.limits;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An order as a CA counts it.
 *
 * @param names what the certificate is for
 */
public record OrderIntent(Account account, String namespace, SortedSet<String> names, Kind kind) {

  /**
   * Who orders, and where.
   *
   * @param name the AcmeAccount's
   * @param url the account's at the CA
   */
  public record Account(URI directory, String name, String url, OrderLimits limits) {}

  /** What an order is to the CA. */
  public enum Kind {
    /** Nothing that the CA has seen before. */
    FIRST,
    /** A renewal of a certificate with most of its lifetime ahead: there is time to wait. */
    EARLY_RENEWAL,
    /** One that has the names of an earlier certificate. */
    RENEWAL,
    /** One that says which certificate it replaces (RFC 9773 section 5). */
    REPLACEMENT
  }

  public OrderIntent {
    names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
  }

  /** Names of any order. */
  public static OrderIntent of(
      Account account, String namespace, Collection<String> names, Kind kind) {
    return new OrderIntent(account, namespace, new TreeSet<>(names), kind);
  }

  /** The same, after the CA did not want to hear what it replaces. */
  public OrderIntent withoutReplaced() {
    return kind == Kind.REPLACEMENT
        ? new OrderIntent(account, namespace, names, Kind.RENEWAL)
        : this;
  }
}
