package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.SingleFault;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A cell of the matrix at a site: begun once, then looked at until it is over. */
final class Trial {

  private final Cell cell;
  private final Subject subject;
  private final SingleFault fault;
  private volatile boolean caught;

  Trial(Cell cell, FaultSite site) {
    this.cell = cell;
    this.subject = new Subject(cell.name(), account(cell, site), cell.course(), site);
    this.fault = new SingleFault(naming(cell), cell.row().request(), cell.fault());
  }

  private static Function<ProxiedRequest, Optional<String>> naming(Cell cell) {
    return switch (cell.row().server()) {
      case CA -> AcmeRequests::name;
      case API -> request -> ApiRequest.of(request).map(ApiRequest::name);
    };
  }

  /** A fault at the CA needs an account of its own: sessions and nonces are an account's. */
  private static String account(Cell cell, FaultSite site) {
    return cell.row().server() == Server.CA ? cell.name() : site.sharedAccount(cell.course());
  }

  Cell cell() {
    return cell;
  }

  Subject subject() {
    return subject;
  }

  /** At what site it runs. */
  FaultSite site() {
    return subject.site();
  }

  /** Lets its course begin, with the fault in the way. */
  void begin() {
    switch (cell.row().server()) {
      case CA -> subject.disturbCA(fault);
      case API -> subject.disturbApi(fault);
    }
    subject.begin();
  }

  boolean hasStruck() {
    return fault.hasStruck();
  }

  /** Its operator has died before its own fault came. */
  void caught() {
    caught = true;
  }

  /** Whether it keeps the operator busy: begun, and neither struck nor done. */
  boolean isAtWork() {
    return subject.begun().isPresent() && !hasStruck() && !isSettled();
  }

  /** Whether the fault has struck and all is well again. */
  boolean isOver() {
    return hasStruck() && subject.ended().isPresent();
  }

  /** Whether nothing happens any more, or not before the next try. */
  boolean isSettled() {
    return isOver() || subject.hasFailed();
  }

  /** What is to be judged. */
  Evidence evidence(Aftermath aftermath) {
    return new Evidence(
        cell,
        hasStruck(),
        caught,
        subject.ended().map(end -> Duration.between(subject.begun().orElseThrow(), end)),
        aftermath.orders().made(cell.domain()),
        aftermath.orders().hasDied(cell.domain()),
        aftermath.orders().hasReusedAuthorization(cell.domain()),
        aftermath.revocations().made(cell.domain()),
        aftermath.secretsOf(cell.name()),
        aftermath.recordsLeft(cell),
        aftermath.history().objections(cell.name()));
  }
}
