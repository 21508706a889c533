package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NameProof;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.ProofState;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.account.AccountRefusedException;
import dev.nodecert.operator.acme.AcmeAuthorization;
import dev.nodecert.operator.acme.AcmeChallenge;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.acme.OrderRequest;
import dev.nodecert.operator.certificate.AccountState.Present;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes an order one step further (RFC 8555 section 7.4); never waits, never sleeps. */
final class OrderDriver {

  /** Failures after which the order may still be what it was. */
  private static final Set<String> PASSING =
      Set.of("connection", "unexpectedAnswer", "rateLimited", "serverInternal", "badNonce");

  private static final String FOR_VALIDATION = "The CA validates the names.";
  private static final String FOR_CERTIFICATE = "The CA makes the certificate.";

  private final AcmeClient acme;
  private final AccountLogins logins;
  private final PendingKeys keys;
  private final CertificateInstaller installer;
  private final OrderProgress progress = new OrderProgress();
  private final UnrecordedOrders unrecorded = new UnrecordedOrders();
  private final InstantSource clock;

  OrderDriver(
      AcmeClient acme,
      AccountLogins logins,
      PendingKeys keys,
      CertificateInstaller installer,
      InstantSource clock) {
    this.acme = acme;
    this.logins = logins;
    this.keys = keys;
    this.installer = installer;
    this.clock = clock;
  }

  /** Makes an order, unless this process has made it already and could not record it. */
  OrderOutcome start(Observation o, Finding why, IssuanceJournal journal) {
    var known = unrecorded.find(o);
    var outcome = known.isPresent() ? bind(o, known.get(), journal) : order(o, why, journal);
    if (outcome instanceof OrderOutcome.Failed(_, var running) && running.isEmpty()) {
      unrecorded.forget(o.certificate());
    }
    return outcome;
  }

  private OrderOutcome order(Observation o, Finding why, IssuanceJournal journal) {
    try {
      var order = acme.newOrder(logins.of(account(o)), request(o));
      var issuance = issuance(o, order, why);
      unrecorded.made(o, issuance);
      return proceed(o, order, issuance, journal);
    } catch (AccountRefusedException refusal) {
      return refused(refusal);
    } catch (AcmeFailure failure) {
      return new OrderOutcome.Failed(failure, Optional.empty());
    }
  }

  private static OrderRequest request(Observation o) {
    return new OrderRequest(o.desired().names(), o.desired().profile(), replaced(o));
  }

  /**
   * Only where the CA has said when it wants this certificate to be renewed (RFC 9773 section 5).
   */
  private static Optional<X509Certificate> replaced(Observation o) {
    return o.held()
        .filter(held -> held.provenance().account().equals(o.desired().account()))
        .filter(held -> o.knownRenewal(held).map(Renewal::window).isPresent())
        .map(held -> held.chain().leaf());
  }

  private static Issuance issuance(Observation o, AcmeOrder order, Finding why) {
    return new Issuance(
        order.url().toString(),
        o.orderHash().orElseThrow(),
        why.reason(),
        o.now().truncatedTo(ChronoUnit.SECONDS),
        FOR_VALIDATION,
        List.of());
  }

  /** Goes on with an order that is recorded. */
  OrderOutcome resume(Observation o, Issuance issuance, IssuanceJournal journal) {
    unrecorded.forget(o.certificate());
    return bind(o, issuance, journal);
  }

  private OrderOutcome bind(Observation o, Issuance issuance, IssuanceJournal journal) {
    try {
      var order = acme.order(logins.of(account(o)), issuance.orderURL());
      return proceed(o, order, issuance, journal);
    } catch (AccountRefusedException refusal) {
      return refused(refusal);
    } catch (AcmeFailure failure) {
      var mayLive = PASSING.contains(failure.type());
      return new OrderOutcome.Failed(failure, mayLive ? Optional.of(issuance) : Optional.empty());
    }
  }

  private OrderOutcome proceed(
      Observation o, AcmeOrder order, Issuance issuance, IssuanceJournal journal) {
    try {
      return order.names().equals(o.desired().names())
          ? step(o, order, issuance, journal)
          : new OrderOutcome.Failed(forOthers(order), Optional.empty());
    } catch (AcmeFailure failure) {
      return new OrderOutcome.Failed(failure, Optional.of(issuance));
    }
  }

  /** Whoever may write a status must not have another's order finished with a key of his own. */
  private static AcmeFailure forOthers(AcmeOrder order) {
    return new AcmeFailure(
        "orderMismatch",
        "The order is for %s and not for what spec asks for; it is left alone."
            .formatted(NameList.of(order.names())),
        Optional.empty());
  }

  private OrderOutcome step(
      Observation o, AcmeOrder order, Issuance issuance, IssuanceJournal journal) {
    return switch (order.state()) {
      case PENDING ->
          progress.isTriggered(issuance.orderURL())
              ? running(order, issuance)
              : prove(o, order, issuance, journal);
      case READY -> finalizeOrder(o, order, issuance, journal);
      case PROCESSING -> running(order, waiting(issuance, FOR_CERTIFICATE));
      case VALID -> install(o, order, issuance);
      case INVALID -> {
        progress.forget(issuance.orderURL());
        yield new OrderOutcome.Failed(order.problem(), Optional.empty());
      }
    };
  }

  private OrderOutcome prove(
      Observation o, AcmeOrder order, Issuance issuance, IssuanceJournal journal) {
    var authorizations = order.authorizations();
    for (var authorization : authorizations) {
      if (!o.desired().names().contains(authorization.name())) {
        return new OrderOutcome.Failed(forAnother(authorization), Optional.empty());
      }
      if (!authorization.isValid() && authorization.http01().isEmpty()) {
        return new OrderOutcome.Failed(noHttp01(authorization), Optional.empty());
      }
    }
    var recorded = withNames(issuance, authorizations);
    recordUnlessStored(o, recorded, journal);
    return trigger(order, authorizations, recorded);
  }

  private OrderOutcome trigger(
      AcmeOrder order, List<AcmeAuthorization> authorizations, Issuance recorded) {
    try {
      authorizations.forEach(OrderDriver::trigger);
    } catch (AcmeFailure failure) {
      // The CA may validate all the same: the tokens must stay in the status.
      return new OrderOutcome.Failed(failure, Optional.of(recorded));
    }
    progress.handedOver(recorded.orderURL(), clock.instant());
    return running(order, recorded);
  }

  private static AcmeFailure forAnother(AcmeAuthorization authorization) {
    return new AcmeFailure(
        "unexpectedAnswer",
        "The CA asks for a proof of %s, which was not ordered.".formatted(authorization.name()),
        Optional.empty());
  }

  private static AcmeFailure noHttp01(AcmeAuthorization authorization) {
    return new AcmeFailure(
        "unsupportedChallenge",
        "The CA offers no http-01 challenge for %s.".formatted(authorization.name()),
        Optional.empty());
  }

  private static void trigger(AcmeAuthorization authorization) {
    if (!authorization.isValid()) {
      authorization.http01().filter(AcmeChallenge::isPending).ifPresent(AcmeChallenge::trigger);
    }
  }

  /** Before the CA is told to go on, the API server has the order. */
  private static void recordUnlessStored(
      Observation o, Issuance issuance, IssuanceJournal journal) {
    if (!issuance.equals(o.status().issuance())) {
      journal.record(issuance);
    }
  }

  private static Issuance withNames(Issuance issuance, List<AcmeAuthorization> authorizations) {
    return new Issuance(
        issuance.orderURL(),
        issuance.orderHash(),
        issuance.reason(),
        issuance.startedAt(),
        issuance.waitingFor(),
        authorizations.stream()
            .map(OrderDriver::proof)
            .sorted(Comparator.comparing(NameProof::name))
            .toList());
  }

  private static Issuance waiting(Issuance issuance, String waitingFor) {
    return new Issuance(
        issuance.orderURL(),
        issuance.orderHash(),
        issuance.reason(),
        issuance.startedAt(),
        waitingFor,
        issuance.names());
  }

  private static NameProof proof(AcmeAuthorization authorization) {
    var challenge =
        authorization.isValid() ? Optional.<AcmeChallenge>empty() : authorization.http01();
    return new NameProof(
        authorization.name(),
        authorization.url().toString(),
        authorization.isValid() ? ProofState.Valid : ProofState.Pending,
        challenge.map(c -> c.url().toString()).orElse(null),
        challenge.map(AcmeChallenge::type).orElse(null),
        challenge.map(AcmeChallenge::token).orElse(null),
        null);
  }

  private OrderOutcome finalizeOrder(
      Observation o, AcmeOrder order, Issuance issuance, IssuanceJournal journal) {
    recordUnlessStored(o, issuance, journal);
    try {
      order.requestCertificate(keys.provide(o, order.url()));
    } catch (SecretNotOursException obstacle) {
      return new OrderOutcome.Refused(obstacle.finding());
    }
    progress.handedOver(issuance.orderURL(), clock.instant());
    return running(order, issuance);
  }

  private OrderOutcome install(Observation o, AcmeOrder order, Issuance issuance) {
    var outcome = installer.install(o, order, issuance);
    if (!(outcome instanceof OrderOutcome.Running)) {
      progress.forget(issuance.orderURL());
    }
    return outcome;
  }

  /** The certificate is gone, or going; nobody waits for its order. */
  void forget(NodeCertificate certificate) {
    unrecorded.forget(certificate);
    var status = certificate.getStatus();
    if (status != null && status.issuance() != null) {
      progress.forget(status.issuance().orderURL());
    }
  }

  private OrderOutcome running(AcmeOrder order, Issuance issuance) {
    Instant now = clock.instant();
    return new OrderOutcome.Running(
        issuance, progress.lookAgain(issuance.orderURL(), order.retryAfter(), now));
  }

  private static AcmeAccount account(Observation o) {
    return ((Present) o.account()).account();
  }

  private static OrderOutcome refused(AccountRefusedException refusal) {
    return new OrderOutcome.Refused(new Finding(refusal.reason(), refusal.message()));
  }
}
