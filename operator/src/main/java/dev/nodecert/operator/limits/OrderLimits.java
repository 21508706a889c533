package dev.nodecert.operator.limits;

import dev.nodecert.api.v1alpha1.AccountGrant;
import dev.nodecert.api.v1alpha1.AccountLimits;
import dev.nodecert.api.v1alpha1.AcmeAccountSpec;
import dev.nodecert.api.v1alpha1.RateLimit;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a CA allows an account, and how the account's users share it.
 *
 * @param orders orders by the account
 * @param certificatesPerDomain certificates with names of one registered domain
 * @param certificatesPerNames certificates for exactly the same names
 * @param failedValidations of one name, by the account
 * @param renewals what the CA does not count
 * @param renewalPercentage how much of each limit only renewals may use
 * @param namespacePercentage how much new certificates of one namespace may use of what all share
 */
public record OrderLimits(
    Optional<Limit> orders,
    Optional<Limit> certificatesPerDomain,
    Optional<Limit> certificatesPerNames,
    Optional<Limit> failedValidations,
    Renewals renewals,
    int renewalPercentage,
    int namespacePercentage) {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int RENEWAL_PERCENTAGE = 20;
  private static final int NAMESPACE_PERCENTAGE = 50;

  /** How a CA counts renewals. */
  public enum Renewals {
    /** As all else. */
    COUNTED,
    /**
     * As Let's Encrypt: what replaces a certificate (RFC 9773) is free, and what has the names of
     * an earlier certificate counts for these names only.
     */
    FAVOURED
  }

  /** Those of a CA that tells of none. */
  static final OrderLimits NONE =
      new OrderLimits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Renewals.COUNTED,
          RENEWAL_PERCENTAGE,
          NAMESPACE_PERCENTAGE);

  /** Let's Encrypt's documentation, "Rate Limits". */
  static final OrderLimits LETS_ENCRYPT =
      new OrderLimits(
          Optional.of(new Limit(300, Duration.ofHours(3))),
          Optional.of(new Limit(50, WEEK)),
          Optional.of(new Limit(5, WEEK)),
          Optional.of(new Limit(5, Duration.ofHours(1))),
          Renewals.FAVOURED,
          RENEWAL_PERCENTAGE,
          NAMESPACE_PERCENTAGE);

  /** Let's Encrypt's documentation, "Staging Environment". */
  static final OrderLimits LETS_ENCRYPT_STAGING =
      new OrderLimits(
          Optional.of(new Limit(1500, Duration.ofHours(3))),
          Optional.of(new Limit(30_000, WEEK)),
          Optional.of(new Limit(5, WEEK)),
          Optional.of(new Limit(200, Duration.ofHours(1))),
          Renewals.FAVOURED,
          RENEWAL_PERCENTAGE,
          NAMESPACE_PERCENTAGE);

  /** Those of an account: its CA's, and before them what spec sets. */
  public static OrderLimits of(AcmeAccountSpec spec) {
    var known = ofDirectory(spec.directory()).forNamespaces(spec);
    var wanted = Optional.ofNullable(spec.limits());
    return new OrderLimits(
        limit(wanted, AccountLimits::orders, known.orders()),
        limit(wanted, AccountLimits::certificatesPerDomain, known.certificatesPerDomain()),
        limit(wanted, AccountLimits::certificatesPerNames, known.certificatesPerNames()),
        limit(wanted, AccountLimits::failedValidations, known.failedValidations()),
        known.renewals(),
        wanted.map(AccountLimits::renewalPercentage).orElse(known.renewalPercentage()),
        wanted.map(AccountLimits::namespacePercentage).orElse(known.namespacePercentage()));
  }

  private static OrderLimits ofDirectory(String directory) {
    return switch (directory) {
      case "LetsEncrypt", "https://acme-v02.api.letsencrypt.org/directory" -> LETS_ENCRYPT;
      case "LetsEncryptStaging", "https://acme-staging-v02.api.letsencrypt.org/directory" ->
          LETS_ENCRYPT_STAGING;
      default -> NONE;
    };
  }

  /** Where only one namespace is served, nothing has to be kept for another. */
  private OrderLimits forNamespaces(AcmeAccountSpec spec) {
    var served =
        spec.allow().stream().map(AccountGrant::namespaces).flatMap(names -> names.stream());
    var distinct = served.distinct().toList();
    return distinct.size() > 1 || distinct.contains("*")
        ? this
        : new OrderLimits(
            orders,
            certificatesPerDomain,
            certificatesPerNames,
            failedValidations,
            renewals,
            renewalPercentage,
            100);
  }

  private static Optional<Limit> limit(
      Optional<AccountLimits> wanted,
      Function<AccountLimits, RateLimit> member,
      Optional<Limit> known) {
    return wanted.map(member).map(Limit::of).or(() -> known);
  }
}
