package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.Failure;
import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.limits.OrderLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes an order a step further, and tells in status, Events, ledger and log what came of it. */
final class OrderSteps {

  private static final Logger LOG = LoggerFactory.getLogger(OrderSteps.class);

  /** What a quick order waits for on its way is not worth a write. */
  private static final Duration SLOW_ORDER = Duration.ofSeconds(5);

  private final OrderDriver orders;
  private final RecordKeeper records;
  private final OrderLedger ledger;
  private final CertificateEvents events;

  OrderSteps(
      OrderDriver orders, RecordKeeper records, OrderLedger ledger, CertificateEvents events) {
    this.orders = orders;
    this.records = records;
    this.ledger = ledger;
    this.events = events;
  }

  /** Orders a certificate. */
  Progress start(Observation o, Finding why, Run run) {
    LOG.info("ordering: {}: {}", why.reason(), why.message());
    return conclude(o, orders.start(o, why, owner(o, run)), run);
  }

  /** Goes on with the order that runs. */
  Progress resume(Observation o, Issuance issuance, Run run) {
    return conclude(o, orders.resume(o, issuance, owner(o, run)), run);
  }

  /** Forgets what is known of a NodeCertificate's order. */
  void forget(Observation o) {
    orders.forget(o.certificate());
  }

  /** Waits until a limit of the CA leaves room. */
  Progress awaitLimit(Observation o, LimitExceeded why, Run run) {
    var statuses = new CertificateStatusFactory(o);
    var failure = statuses.limited(why);
    if (!failure.equals(o.status().failure())) {
      LOG.warn("waiting: {}", why.message());
      events.limited(o, why);
    }
    run.writer().write(statuses.failed(failure, Optional.empty()));
    return Progress.until(failure.retryAt());
  }

  private Progress conclude(Observation o, OrderOutcome outcome, Run run) {
    var statuses = new CertificateStatusFactory(o);
    return switch (outcome) {
      case OrderOutcome.Preparing(var lookAgain) -> Progress.until(lookAgain);
      case OrderOutcome.Running(var issuance, var lookAgain) -> {
        if (isWorthTelling(o, issuance)) {
          run.writer().write(statuses.ordering(issuance));
        }
        yield Progress.until(lookAgain);
      }
      case OrderOutcome.Refused(var why) ->
          new Progress.Take(o, new Decision.Refuse(why), Optional.empty());
      case OrderOutcome.Limited(var why) -> awaitLimit(o, why, run);
      case OrderOutcome.Failed(var problem, var running) -> {
        var failure = told(o, problem);
        run.writer().write(statuses.failed(failure, running));
        yield Progress.until(failure.retryAt());
      }
      case OrderOutcome.Invalid(var problem) -> {
        var failure = told(o, problem);
        ended(o, OrderResult.Invalid, o.now());
        run.writer().write(statuses.invalid(failure));
        yield Progress.until(failure.retryAt());
      }
      case OrderOutcome.Issued(var content) -> {
        ended(o, OrderResult.Issued, content.provenance().issuedAt());
        LOG.info("issued: in Secret {}", o.desired().secretName());
        events.issued(o, content);
        yield new Progress.Decide(o.written(content));
      }
    };
  }

  private Failure told(Observation o, AcmeFailure problem) {
    LOG.warn("failed: {}: {}", problem.type(), problem.message());
    events.failed(o, problem);
    return new CertificateStatusFactory(o).oneMore(problem);
  }

  private void ended(Observation o, OrderResult result, Instant at) {
    ledger.ended(
        o.desired().owner().uid(), OrderIntents.of(o), result, at.truncatedTo(ChronoUnit.SECONDS));
  }

  /** That an order came back to life after a failure, or has been waiting for something new. */
  private static boolean isWorthTelling(Observation o, Issuance running) {
    return o.status().failure() != null || running.startedAt().plus(SLOW_ORDER).isBefore(o.now());
  }

  private OrderOwner owner(Observation o, Run run) {
    return new OrderOwner() {
      @Override
      public void expectRecords() {
        run.writer().expectRecords();
      }

      @Override
      public void record(Issuance issuance, List<ChallengeRecord> needed) {
        run.writer().add(needed);
        run.writer().write(new CertificateStatusFactory(o).ordering(issuance));
        if (o.issuance().isEmpty()) {
          events.ordered(o, issuance.reason());
        }
      }

      @Override
      public void proven() {
        records.remove(run.household(), run.writer());
      }

      @Override
      public void wake() {
        run.household().wake().run();
      }
    };
  }
}
