package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.testenv.ProxiedRequest;
import dev.nodecert.testenv.SingleFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** A cell of the matrix at a site: begun once, then looked at until it is over. */
final class Trial {

  private final Cell cell;
  private final FaultSite site;
  private final SingleFault fault;
  private volatile Instant begun = Instant.EPOCH;

  Trial(Cell cell, FaultSite site) {
    this.cell = cell;
    this.site = site;
    this.fault = new SingleFault(naming(cell), cell.row().request(), cell.fault());
  }

  private static Function<ProxiedRequest, Optional<String>> naming(Cell cell) {
    return switch (cell.row().server()) {
      case CA -> AcmeRequests::name;
      case API -> request -> ApiRequest.of(request).map(ApiRequest::name);
    };
  }

  /** Gives it an account. */
  void prepare() {
    site.provideAccount(account());
  }

  /** A fault at the CA needs an account of its own: sessions and nonces are an account's. */
  private String account() {
    return cell.row().server() == Server.CA ? cell.name() : site.sharedAccount();
  }

  /** Whether its account is registered, so that the requests that follow are the issuance's. */
  boolean isPrepared() {
    return site.isRegistered(account());
  }

  /** Asks for the certificate, with the fault in the way. */
  void begin() {
    switch (cell.row().server()) {
      case CA -> site.disturbCA(account(), fault);
      case API -> site.disturbApi(cell.name(), fault);
    }
    begun = Instant.now();
    site.addCertificate(cell.name(), account());
  }

  boolean hasStruck() {
    return fault.hasStruck();
  }

  /** Whether it keeps the operator busy: begun, and neither struck nor done. */
  boolean isAtWork() {
    return begun.isAfter(Instant.EPOCH) && !hasStruck() && !isSettled();
  }

  /** Whether the fault has struck and all is well again. */
  boolean isOver() {
    return hasStruck()
        && site.watch().readyAt(cell.name()).isPresent()
        && site.watch().isTidy(cell.name());
  }

  /** Whether nothing happens any more, or not before the next try. */
  boolean isSettled() {
    return isOver() || site.watch().hasFailed(cell.name());
  }

  /** At what site it runs. */
  FaultSite site() {
    return site;
  }

  /** What is to be judged. */
  Evidence evidence(Aftermath aftermath) {
    return new Evidence(
        cell,
        hasStruck(),
        aftermath.history().readyAt(cell.name()).map(at -> Duration.between(begun, at)),
        aftermath.orders().made(cell.domain()),
        aftermath.orders().hasDied(cell.domain()),
        aftermath.secretsOf(cell.name()),
        aftermath.validation().recordsLeft(cell.domain()),
        aftermath.history().objections(cell.name()));
  }
}
