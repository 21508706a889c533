package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Instant;
import java.util.Optional;

/** How a step of an order ended. */
sealed interface OrderOutcome {

  /** The name servers are being asked, before anything is ordered; look again then. */
  record Preparing(Instant lookAgain) implements OrderOutcome {}

  /** The CA is at work; look again then. */
  record Running(Issuance issuance, Instant lookAgain) implements OrderOutcome {}

  /** The certificate is in the Secret. */
  record Issued(TlsSecret content) implements OrderOutcome {}

  /**
   * It failed.
   *
   * @param running the order, where it may still end well
   */
  record Failed(AcmeFailure failure, Optional<Issuance> running) implements OrderOutcome {}

  /** The CA found the order invalid (RFC 8555 section 7.1.6). */
  record Invalid(AcmeFailure failure) implements OrderOutcome {}

  /** It would exceed a limit, and was not made. */
  record Limited(LimitExceeded why) implements OrderOutcome {}

  /** A Kubernetes object must be changed first. */
  record Refused(Finding why) implements OrderOutcome {}
}
