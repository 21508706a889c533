package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.operator.acme.AcmeAuthorization;
import dev.nodecert.operator.acme.AcmeChallenge;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.challenge.dns01.ChallengeRecords;
import dev.nodecert.operator.challenge.dns01.RecordState;
import dev.nodecert.operator.plugin.DnsProviders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Proves the names of an order (RFC 8555 section 7.5), each on its own: by http-01 at once, by
 * dns-01 as soon as its record stands. While records are waited for, the CA is not asked.
 */
final class ProofDriver {

  private final ChallengeLocator locator;
  private final ChallengeRecords records;
  private final DnsProviders providers;

  /** By order URL; may be lost: then the CA is asked. */
  private final ConcurrentMap<String, Underway> underway = new ConcurrentHashMap<>();

  ProofDriver(ChallengeLocator locator, ChallengeRecords records, DnsProviders providers) {
    this.locator = locator;
    this.records = records;
    this.providers = providers;
  }

  /** An order's proofs, and those of them that the CA has not been told of. */
  private record Underway(
      AcmeOrder order, List<AcmeAuthorization> authorizations, List<Proof> all, List<Proof> open) {

    /** What proves a name is made with the account's key (RFC 8555 section 8.1). */
    boolean isWithKeyOf(AcmeAccount account) {
      return order.keyThumbprint().equals(account.getStatus().keyThumbprint());
    }
  }

  /** What came of it. */
  sealed interface Step {
    /** The CA was told of all proofs. */
    record AllTold(AcmeOrder order, Issuance issuance) implements Step {}

    /** Records are waited for. */
    record Waiting(Issuance issuance, Instant lookAgain) implements Step {}

    /** One of them cannot be proven. */
    record Ended(OrderOutcome outcome) implements Step {}
  }

  /**
   * Where the records have to be written; empty while all that is known allows to order.
   *
   * @return why nothing is ordered now
   */
  Optional<OrderOutcome> obstacle(Observation o, OrderOwner owner) {
    return locations(o, owner).values().stream()
        .flatMap(location -> obstacle(location).stream())
        .findFirst();
  }

  private static Optional<OrderOutcome> obstacle(ChallengeLocation location) {
    return switch (location) {
      case ChallengeLocation.At _ -> Optional.empty();
      case ChallengeLocation.Unknown(var at) -> Optional.of(new OrderOutcome.Preparing(at));
      case ChallengeLocation.Refused(var why) -> Optional.of(new OrderOutcome.Refused(why));
      case ChallengeLocation.Failed(var failure) ->
          Optional.of(new OrderOutcome.Failed(failure, Optional.empty()));
    };
  }

  private Map<DesiredDomain, ChallengeLocation> locations(Observation o, OrderOwner owner) {
    var locations = new LinkedHashMap<DesiredDomain, ChallengeLocation>();
    for (var domain : o.order().domains().values()) {
      o.plugin(domain)
          .dns()
          .ifPresent(
              plugin -> locations.put(domain, locator.locate(o, domain, plugin, owner::wake)));
    }
    return locations;
  }

  /** Whether this process is at work on an order's proofs, with the key that the account has. */
  boolean isUnderway(String orderURL, AcmeAccount account) {
    var work = underway.get(orderURL);
    return work != null && work.isWithKeyOf(account);
  }

  void forget(String orderURL) {
    underway.remove(orderURL);
  }

  /** Begins with an order that the CA has just shown. */
  Step begin(Observation o, AcmeOrder order, Issuance issuance, OrderOwner owner) {
    var authorizations = order.authorizations();
    var proofs = new ArrayList<Proof>();
    for (var authorization : authorizations) {
      var domain = o.order().domains().get(authorization.name());
      if (domain == null) {
        return ended(forAnother(authorization), Optional.empty());
      }
      if (!authorization.isValid()) {
        var challenge = challenge(o, domain, authorization);
        if (challenge.isEmpty()) {
          return ended(notOffered(o, domain), Optional.empty());
        }
        proofs.add(new Proof(domain, authorization, challenge.get()));
      }
    }
    underway.put(
        issuance.orderURL(),
        new Underway(order, authorizations, List.copyOf(proofs), List.copyOf(proofs)));
    return advance(o, issuance, owner);
  }

  private static Optional<AcmeChallenge> challenge(
      Observation o, DesiredDomain domain, AcmeAuthorization authorization) {
    return o.isByDns(domain) ? authorization.dns01() : authorization.http01();
  }

  /** Goes on with what was begun by this process. */
  Step advance(Observation o, Issuance issuance, OrderOwner owner) {
    var work = underway.get(issuance.orderURL());
    if (work == null) {
      throw new IllegalStateException("no proofs are underway");
    }
    var locations = locations(o, owner);
    var obstacle = locations.values().stream().flatMap(l -> obstacle(l).stream()).findFirst();
    if (obstacle.isPresent()) {
      return blocked(obstacle.get(), issuance);
    }
    var targets = new ChallengeTargets(o, locations);
    var recorded =
        issuance
            .withKeyThumbprint(work.order().keyThumbprint())
            .withNames(targets.nameProofs(work.authorizations(), work.all()));
    recordUnlessStored(o, recorded, targets.records(work.all()), owner);
    return tell(work, targets, recorded, owner);
  }

  /** Before a record is set or the CA is told to go on, the API server has it. */
  private static void recordUnlessStored(
      Observation o, Issuance issuance, List<ChallengeRecord> needed, OrderOwner owner) {
    if (!issuance.equals(o.status().issuance())
        || !ChallengeTargets.areListed(needed, o.status().records())) {
      owner.record(issuance, needed);
    }
  }

  private Step blocked(OrderOutcome obstacle, Issuance issuance) {
    return switch (obstacle) {
      case OrderOutcome.Preparing(var at) -> new Step.Waiting(issuance, at);
      case OrderOutcome.Failed(var failure, _) -> failed(issuance, failure);
      default -> new Step.Ended(obstacle);
    };
  }

  private Step failed(Issuance issuance, AcmeFailure failure) {
    underway.remove(issuance.orderURL());
    return ended(failure, Optional.of(issuance));
  }

  private Step tell(Underway work, ChallengeTargets targets, Issuance recorded, OrderOwner owner) {
    var open = new ArrayList<Proof>();
    var waiting = new ArrayList<RecordState.Pending>();
    try {
      for (var proof : work.open()) {
        switch (state(targets, proof, owner)) {
          case RecordState.Done _ -> trigger(proof);
          case RecordState.Failed(var failure) -> {
            return failed(recorded, ChallengeLocator.failure(proof.domain(), failure));
          }
          case RecordState.Pending pending -> {
            open.add(proof);
            waiting.add(pending);
          }
        }
      }
    } catch (AcmeFailure failure) {
      // The CA may validate all the same: tokens and records must stay in the status.
      return failed(recorded, failure);
    }
    return open.isEmpty() ? allTold(work, recorded) : waiting(work, open, waiting, recorded);
  }

  private Step allTold(Underway work, Issuance recorded) {
    underway.remove(recorded.orderURL());
    return new Step.AllTold(work.order(), recorded);
  }

  private Step waiting(
      Underway work, List<Proof> open, List<RecordState.Pending> waiting, Issuance recorded) {
    underway.put(
        recorded.orderURL(),
        new Underway(work.order(), work.authorizations(), work.all(), List.copyOf(open)));
    var earliest =
        waiting.stream().map(RecordState.Pending::lookAgain).min(Comparator.naturalOrder());
    return new Step.Waiting(
        recorded.withWaitingFor(waiting.getFirst().waitingFor()), earliest.orElseThrow());
  }

  private RecordState state(ChallengeTargets targets, Proof proof, OrderOwner owner) {
    return targets
        .of(proof)
        .map(target ->
            records.present(
                target.key(), providers.of(target.plugin()), target.plugin().check(), owner::wake))
        .orElseGet(RecordState.Done::new);
  }

  private static void trigger(Proof proof) {
    if (proof.challenge().isPending()) {
      proof.challenge().trigger();
    }
  }

  private static Step ended(AcmeFailure failure, Optional<Issuance> running) {
    return new Step.Ended(new OrderOutcome.Failed(failure, running));
  }

  private static AcmeFailure forAnother(AcmeAuthorization authorization) {
    return new AcmeFailure(
        "unexpectedAnswer",
        "The CA asks for a proof of %s, which was not ordered.".formatted(authorization.name()),
        Optional.empty());
  }

  private static AcmeFailure notOffered(Observation o, DesiredDomain domain) {
    return new AcmeFailure(
        "unsupportedChallenge",
        "The CA offers no %s challenge for %s."
            .formatted(o.isByDns(domain) ? "dns-01" : "http-01", domain.name()),
        Optional.empty());
  }
}
