package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.ChallengeRecord;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.acme.RevocationReason;
import dev.nodecert.operator.event.EventRecorder;
import dev.nodecert.operator.limits.LimitExceeded;
import dev.nodecert.operator.secret.RevocableCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateFacts;

/** What a NodeCertificate's Events tell. */
final class CertificateEvents {

  private final EventRecorder events;

  CertificateEvents(EventRecorder events) {
    this.events = events;
  }

  void ordered(Observation o, String reason) {
    events.normal(
        o.certificate(),
        "OrderCreated",
        "Order",
        "Ordered a certificate for %s as account %s (%s)."
            .formatted(NameList.of(o.order().names()), o.order().account(), reason));
  }

  void mended(Observation o, Finding why) {
    events.normal(o.certificate(), why.reason(), "Mend", why.message());
  }

  void issued(Observation o, TlsSecret content) {
    events.normal(
        o.certificate(),
        "Issued",
        "Install",
        "The certificate is in Secret %s until %s."
            .formatted(o.desired().secretName(), content.chain().leaf().getNotAfter().toInstant()));
  }

  void stoodIn(Observation o, Finding why) {
    events.warning(
        o.certificate(),
        "FallbackInPlace",
        "Install",
        "A certificate of the cluster CA stands in (%s): %s"
            .formatted(why.reason(), why.message()));
  }

  void refreshForbidden(Observation o, String message) {
    events.warning(o.certificate(), "RefreshForbidden", "Refresh", message);
  }

  void recordLeft(NodeCertificate certificate, ChallengeRecord record, String why) {
    events.warning(
        certificate,
        "RecordLeft",
        "CleanUp",
        "TXT record %s with value %s could not be removed: %s. Remove it by hand."
            .formatted(record.name(), record.value(), why));
  }

  void revoked(NodeCertificate certificate, RevocableCertificate revoked, RevocationReason reason) {
    events.normal(
        certificate,
        "Revoked",
        "Revoke",
        "Certificate %s is revoked (%s).".formatted(serial(revoked), reason));
  }

  void revocationFailed(NodeCertificate certificate, RevocableCertificate still, String why) {
    events.warning(
        certificate,
        "RevocationFailing",
        "Revoke",
        "Certificate %s could not be revoked: %s It is tried again."
            .formatted(serial(still), sentence(why)));
  }

  void revocationRefused(NodeCertificate certificate, String why) {
    events.warning(certificate, "RevocationRefused", "Revoke", why);
  }

  void revocationGivenUp(NodeCertificate certificate, RevocableCertificate still, String why) {
    events.warning(
        certificate,
        "RevocationGivenUp",
        "Revoke",
        "Certificate %s is not revoked: %s Where that matters, revoke it at the CA by hand."
            .formatted(serial(still), sentence(why)));
  }

  private static String serial(RevocableCertificate certificate) {
    return CertificateFacts.of(certificate.certificate()).serial();
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  void limited(Observation o, LimitExceeded why) {
    events.warning(o.certificate(), "LimitReached", "Order", why.message());
  }

  void renewalRefused(Observation o, String why) {
    events.warning(o.certificate(), "RenewalRefused", "Renew", why);
  }

  void failed(Observation o, AcmeFailure failure) {
    events.warning(o.certificate(), "IssuanceFailed", "Order", failure.message());
  }
}
