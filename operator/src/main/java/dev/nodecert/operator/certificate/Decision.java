package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;
import java.time.Instant;

/** The next step for a NodeCertificate. */
sealed interface Decision {

  /** Nothing can be done until a Kubernetes object is changed. */
  record Refuse(Finding why) implements Decision {}

  /** The account must become ready first; its change wakes us. */
  record AwaitAccount(Finding why) implements Decision {}

  /** Nothing is to be done before the renewal. */
  record Rest(Instant until) implements Decision {}

  /** The last try failed; the next one is at a set time. */
  record AwaitRetry(Instant until) implements Decision {}

  /** Order a certificate. */
  record StartOrder(Finding why) implements Decision {}

  /** Go on with the order that runs. */
  record ContinueOrder(Issuance issuance) implements Decision {}
}
