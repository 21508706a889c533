package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.Renewal;
import dev.nodecert.operator.account.AccountLogins;
import dev.nodecert.operator.account.AccountRefusedException;
import dev.nodecert.operator.acme.AcmeClient;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.AcmeOrder;
import dev.nodecert.operator.acme.OrderRequest;
import dev.nodecert.operator.certificate.AccountState.Present;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Takes an order one step further (RFC 8555 section 7.4); never waits, never sleeps. */
final class OrderDriver {

  /** Failures after which the order may still be what it was. */
  private static final Set<String> PASSING =
      Set.of("connection", "unexpectedAnswer", "rateLimited", "serverInternal", "badNonce");

  private static final Set<String> ACCOUNT_REJECTIONS =
      Set.of("accountDoesNotExist", "unauthorized");

  private static final String FOR_VALIDATION = "The CA validates the names.";
  private static final String FOR_CERTIFICATE = "The CA makes the certificate.";

  private final AcmeClient acme;
  private final OrderPlacement placement;
  private final AccountLogins logins;
  private final PendingKeys keys;
  private final CertificateInstaller installer;
  private final ProofDriver proofs;
  private final OrderProgress progress = new OrderProgress();
  private final UnrecordedOrders unrecorded = new UnrecordedOrders();

  /** By UID: of each NodeCertificate only its last order is worth knowing. */
  private final ConcurrentMap<String, String> lastOrders = new ConcurrentHashMap<>();

  private final InstantSource clock;

  OrderDriver(
      AcmeClient acme,
      OrderPlacement placement,
      AccountLogins logins,
      PendingKeys keys,
      CertificateInstaller installer,
      ProofDriver proofs,
      InstantSource clock) {
    this.acme = acme;
    this.placement = placement;
    this.logins = logins;
    this.keys = keys;
    this.installer = installer;
    this.proofs = proofs;
    this.clock = clock;
  }

  /** Makes an order, unless this process has made it already and could not record it. */
  OrderOutcome start(Observation o, Finding why, OrderOwner owner) {
    var obstacle = proofs.obstacle(o, owner);
    if (obstacle.isPresent()) {
      return obstacle.get();
    }
    var known = unrecorded.find(o);
    var outcome = known.isPresent() ? bind(o, known.get(), owner) : order(o, why, owner);
    if (isOver(outcome)) {
      unrecorded.forget(o.certificate());
    }
    return outcome;
  }

  private static boolean isOver(OrderOutcome outcome) {
    return switch (outcome) {
      case OrderOutcome.Failed(_, var running) -> running.isEmpty();
      case OrderOutcome.Invalid _ -> true;
      default -> false;
    };
  }

  private OrderOutcome order(Observation o, Finding why, OrderOwner owner) {
    if (o.needsRecords()) {
      // Before the order, so that nothing comes between that and its first status.
      owner.expectRecords();
    }
    try {
      var order = placement.place(o, logins.of(account(o)), request(o));
      var issuance = issuance(o, order, why);
      unrecorded.made(o, issuance);
      remember(o, issuance.orderURL());
      return proceed(o, order, issuance, owner);
    } catch (OrderLimitedException limited) {
      return new OrderOutcome.Limited(limited.exceeded());
    } catch (AccountRefusedException refusal) {
      return refused(refusal);
    } catch (AcmeFailure failure) {
      tellAccount(o, failure);
      return new OrderOutcome.Failed(failure, Optional.empty());
    }
  }

  /** The CA may have lost the account, or ended it: its controller looks then. */
  private void tellAccount(Observation o, AcmeFailure failure) {
    if (ACCOUNT_REJECTIONS.contains(failure.type())) {
      logins.reportRejected(account(o));
    }
  }

  private static OrderRequest request(Observation o) {
    var order = o.order();
    return new OrderRequest(order.dnsNames(), order.ipAddresses(), order.profile(), replaced(o));
  }

  /**
   * Only where the CA has said when it wants this certificate to be renewed (RFC 9773 section 5).
   */
  private static Optional<X509Certificate> replaced(Observation o) {
    return o.held()
        .filter(held -> held.provenance().account().equals(o.order().account()))
        .filter(held -> o.knownRenewal(held).map(Renewal::window).isPresent())
        .map(held -> held.chain().leaf());
  }

  private static Issuance issuance(Observation o, AcmeOrder order, Finding why) {
    return new Issuance(
        order.url().toString(),
        o.wantedHash().orElseThrow(),
        why.reason(),
        o.now().truncatedTo(ChronoUnit.SECONDS),
        FOR_VALIDATION,
        order.keyThumbprint(),
        List.of());
  }

  /** Goes on with an order that is recorded. */
  OrderOutcome resume(Observation o, Issuance issuance, OrderOwner owner) {
    unrecorded.forget(o.certificate());
    remember(o, issuance.orderURL());
    var pause = progress.pausedUntil(issuance.orderURL(), clock.instant());
    if (pause.isPresent()) {
      return new OrderOutcome.Running(issuance, pause.get());
    }
    return proofs.isUnderway(issuance.orderURL(), account(o))
        ? told(proofs.advance(o, issuance, owner))
        : bind(o, issuance, owner);
  }

  private OrderOutcome bind(Observation o, Issuance issuance, OrderOwner owner) {
    try {
      var order = acme.order(logins.of(account(o)), issuance.orderURL());
      return proceed(o, order, issuance, owner);
    } catch (AccountRefusedException refusal) {
      return refused(refusal);
    } catch (AcmeFailure failure) {
      tellAccount(o, failure);
      var mayLive = PASSING.contains(failure.type());
      return new OrderOutcome.Failed(failure, mayLive ? Optional.of(issuance) : Optional.empty());
    }
  }

  private void remember(Observation o, String orderURL) {
    var former = lastOrders.put(o.desired().owner().uid(), orderURL);
    if (former != null && !former.equals(orderURL)) {
      forget(former);
    }
  }

  private void forget(String orderURL) {
    progress.forget(orderURL);
    proofs.forget(orderURL);
  }

  private OrderOutcome proceed(
      Observation o, AcmeOrder order, Issuance issuance, OrderOwner owner) {
    try {
      return order.names().equals(o.order().names())
          ? step(o, order, issuance, owner)
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

  private OrderOutcome step(Observation o, AcmeOrder order, Issuance issuance, OrderOwner owner) {
    if (order.state() != AcmeOrder.State.PENDING) {
      progress.proven(issuance.orderURL());
      owner.proven();
    }
    return switch (order.state()) {
      case PENDING ->
          progress.isTriggered(issuance.orderURL())
              ? running(order, issuance.withKeyThumbprint(order.keyThumbprint()))
              : told(proofs.begin(o, order, issuance, owner));
      case READY -> finalizeOrder(o, order, issuance, owner);
      case PROCESSING -> running(order, issuance.withWaitingFor(FOR_CERTIFICATE));
      case VALID -> install(o, order, issuance);
      case INVALID -> {
        progress.forget(issuance.orderURL());
        yield new OrderOutcome.Invalid(order.problem());
      }
    };
  }

  private OrderOutcome told(ProofDriver.Step step) {
    return switch (step) {
      case ProofDriver.Step.AllTold(var order, var issuance) -> {
        progress.handedOver(issuance.orderURL(), clock.instant());
        yield running(order, issuance.withWaitingFor(FOR_VALIDATION));
      }
      case ProofDriver.Step.Waiting(var issuance, var lookAgain) ->
          new OrderOutcome.Running(issuance, lookAgain);
      case ProofDriver.Step.Ended(var outcome) -> outcome;
    };
  }

  /** Before the CA is told to go on, the API server has the order. */
  private static void recordUnlessStored(Observation o, Issuance issuance, OrderOwner owner) {
    if (!issuance.equals(o.status().issuance())) {
      owner.record(issuance, List.of());
    }
  }

  private OrderOutcome finalizeOrder(
      Observation o, AcmeOrder order, Issuance issuance, OrderOwner owner) {
    recordUnlessStored(o, issuance, owner);
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

  /** Whether the CA may still look for the records of an order. */
  boolean needsRecords(Issuance running) {
    return !progress.isProven(running.orderURL());
  }

  /** Whether the CA may be validating though the last try failed. */
  boolean mayStillBeValidated(Observation o) {
    var failure = o.status().failure();
    return failure != null && PASSING.contains(failure.type());
  }

  /** Its proofs begin anew when it goes on. */
  void interrupt(Observation o) {
    o.issuance().ifPresent(running -> proofs.forget(running.orderURL()));
  }

  /** The certificate is gone, or going; nobody waits for its order. */
  void forget(NodeCertificate certificate) {
    unrecorded.forget(certificate);
    Optional.ofNullable(lastOrders.remove(certificate.getMetadata().getUid()))
        .ifPresent(this::forget);
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
