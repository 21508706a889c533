package dev.nodecert.operator.limits;

import dev.nodecert.operator.limits.Count.Event;
import dev.nodecert.operator.limits.OrderIntent.Kind;
import dev.nodecert.operator.limits.OrderLimits.Renewals;
import dev.nodecert.operator.secret.TextHash;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that an order adds to, by the limits of its account. */
final class Counts {

  private final OrderIntent intent;
  private final OrderLimits limits;

  private Counts(OrderIntent intent) {
    this.intent = intent;
    this.limits = intent.account().limits();
  }

  static List<Count> of(OrderIntent intent) {
    var counts = new Counts(intent);
    return Stream.of(
            counts.orders(),
            counts.certificatesPerDomain(),
            counts.certificatesPerNames(),
            counts.failedValidations())
        .flatMap(count -> count)
        .toList();
  }

  private Stream<Count> orders() {
    return isFavoured()
        ? Stream.empty()
        : limits.orders().stream()
            .flatMap(limit ->
                shared(
                    limit,
                    Event.ORDERED,
                    "orders " + intent.account().url(),
                    "%d orders by AcmeAccount " + intent.account().name()));
  }

  private Stream<Count> certificatesPerDomain() {
    return isFavoured()
        ? Stream.empty()
        : limits.certificatesPerDomain().stream()
            .flatMap(limit ->
                intent.names().stream()
                    .map(RegisteredDomain::of)
                    .distinct()
                    .flatMap(domain ->
                        shared(
                            limit,
                            Event.ISSUED,
                            "domain " + ca() + " " + domain,
                            "%d certificates with names of " + domain)));
  }

  private Stream<Count> certificatesPerNames() {
    return isFree()
        ? Stream.empty()
        : limits.certificatesPerNames().stream()
            .map(limit ->
                count(
                    limit,
                    Event.ISSUED,
                    "names " + ca() + " " + NamesHash.of(intent.names()),
                    "%d certificates for exactly the same names"));
  }

  /** Those of a replacement count too, though nothing keeps it from being ordered. */
  private Stream<Count> failedValidations() {
    return limits.failedValidations().stream()
        .flatMap(limit ->
            intent.names().stream()
                .map(NameSyntax::withoutWildcard)
                .distinct()
                .map(name ->
                    count(
                        limit,
                        Event.FAILED,
                        "failures " + intent.account().url() + " " + name,
                        "%d failed validations of " + name)))
        .map(count -> isFree() ? count.unlimited() : count);
  }

  /** What is kept for renewals is for those that the proxy needs soon. */
  private boolean canWait() {
    return intent.kind() == Kind.FIRST || intent.kind() == Kind.EARLY_RENEWAL;
  }

  private boolean isFavoured() {
    return limits.renewals() == Renewals.FAVOURED && intent.kind() != Kind.FIRST;
  }

  private boolean isFree() {
    return limits.renewals() == Renewals.FAVOURED && intent.kind() == Kind.REPLACEMENT;
  }

  private String ca() {
    return TextHash.of(intent.account().directory().toString()).substring(0, 8);
  }

  /** What all namespaces use together. */
  private Stream<Count> shared(Limit limit, Event event, String series, String what) {
    return Stream.concat(
        Stream.of(count(limit, event, series, what)),
        ofNamespace(limit, event, series, what).stream());
  }

  private Count count(Limit limit, Event event, String series, String what) {
    var allowed = canWait() ? limit.without(limits.renewalPercentage()) : limit.count();
    var whole = (what + " in %s").formatted(limit.count(), limit.periodText());
    return new Count(
        series,
        event,
        limit,
        allowed,
        allowed == limit.count()
            ? "the CA allows " + whole
            : "the CA allows %s, and all but due renewals may use %d of these (spec.limits.renewalPercentage of AcmeAccount %s)"
                .formatted(whole, allowed, intent.account().name()));
  }

  private Optional<Count> ofNamespace(Limit limit, Event event, String series, String what) {
    if (intent.kind() != Kind.FIRST || limits.namespacePercentage() == 100) {
      return Optional.empty();
    }
    var allowed = limit.share(limits.namespacePercentage());
    var whole = (what + " in %s").formatted(limit.count(), limit.periodText());
    return Optional.of(
        new Count(
            series + " " + intent.namespace(),
            event,
            limit,
            allowed,
            "the CA allows %s, and new certificates of one namespace may use %d of these (spec.limits.namespacePercentage of AcmeAccount %s)"
                .formatted(whole, allowed, intent.account().name())));
  }
}
