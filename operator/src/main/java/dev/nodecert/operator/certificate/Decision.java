package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Issuance;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.secret.TlsSecret;
import java.time.Instant;
import java.util.List;

/** The next step for a NodeCertificate. */
sealed interface Decision {

  /** Nothing can be done until a Kubernetes object is changed. */
  record Refuse(Finding why) implements Decision {}

  /** The account must become ready first; its change wakes us. */
  record AwaitAccount(Finding why) implements Decision {}

  /** Nothing is to be done before the renewal. */
  record Rest(Instant until) implements Decision {}

  /** Ask the CA when it wants the certificate to be renewed. */
  record AskRenewalInfo(TlsSecret content) implements Decision {}

  /** The last try failed; the next one is at a set time. */
  record AwaitRetry(Instant until) implements Decision {}

  /** A limit of the CA leaves no room for an order now. */
  record AwaitLimit(LimitExceeded why) implements Decision {}

  /** Nothing is done while spec says so. */
  record Suspend() implements Decision {}

  /** Write a certificate that is there already into the Secret, as spec asks for. */
  record Mend(Finding why, TlsSecret content) implements Decision {}

  /** Revoke the certificate in the Secret. */
  record Revoke(RevocationDemand demand, TlsSecret content) implements Decision {}

  /** Tell that the annotation asks for what cannot be done. */
  record RefuseRevocation(String value, Finding why) implements Decision {}

  /** Revoke the certificate that the last order has replaced, if there was one. */
  record RevokeReplaced() implements Decision {}

  /** Let the cluster CA sign a certificate. */
  record Sign(Finding why, SignatureState.Available authority) implements Decision {}

  /** What was uploaded is judged in a moment. */
  record AwaitUpload(Instant until) implements Decision {}

  /** Put an uploaded certificate into the Secret. */
  record Install(Finding why, UploadState.Accepted upload) implements Decision {}

  /** Let go of Secrets that spec no longer names. */
  record Release(List<String> secrets) implements Decision {}

  /** Tell that nobody can act on what the annotation asks for. */
  record RefuseRenewal(RenewalRequest request, String why) implements Decision {}

  /** Take note of the renewal that the annotation asks for, before it is ordered. */
  record TakeUpRenewal(RenewalRequest request) implements Decision {}

  /** Order a certificate. */
  record StartOrder(Finding why) implements Decision {}

  /** Go on with the order that runs. */
  record ContinueOrder(Issuance issuance) implements Decision {}
}
