package dev.nodecert.operator.testing;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import java.util.List;
import java.util.function.Predicate;

/** Descriptions of objects, to wait for. */
public final class Expect {

  private Expect() {}

  /** Ready, for the spec that stands now. */
  public static Predicate<NodeCertificate> ready() {
    return certificate ->
        isObserved(certificate)
            && has(certificate.getStatus().conditions(), "Ready", ConditionStatus.TRUE);
  }

  /** Not ready, for a reason. */
  public static Predicate<NodeCertificate> notReady(String reason) {
    return certificate ->
        isObserved(certificate)
            && certificate.getStatus().conditions().stream()
                .anyMatch(is("Ready", ConditionStatus.FALSE).and(c -> c.reason().equals(reason)));
  }

  /** A certificate that is stalled, for a reason. */
  public static Predicate<NodeCertificate> stalledCertificate(String reason) {
    return certificate ->
        isObserved(certificate)
            && certificate.getStatus().conditions().stream()
                .anyMatch(is("Stalled", ConditionStatus.TRUE).and(c -> c.reason().equals(reason)));
  }

  /** An account that is registered. */
  public static Predicate<AcmeAccount> registered() {
    return account ->
        account.getStatus() != null
            && account
                .getMetadata()
                .getGeneration()
                .equals(account.getStatus().observedGeneration())
            && has(account.getStatus().conditions(), "Ready", ConditionStatus.TRUE);
  }

  /** An account that is stalled, for a reason. */
  public static Predicate<AcmeAccount> stalled(String reason) {
    return account ->
        account.getStatus() != null
            && account.getStatus().conditions().stream()
                .anyMatch(is("Stalled", ConditionStatus.TRUE).and(c -> c.reason().equals(reason)));
  }

  /** An account that was not registered, for a reason. */
  public static Predicate<AcmeAccount> unregistered(String reason) {
    return account ->
        account.getStatus() != null
            && account.getStatus().conditions().stream()
                .anyMatch(is("Ready", ConditionStatus.FALSE).and(c -> c.reason().equals(reason)));
  }

  private static boolean isObserved(NodeCertificate certificate) {
    return certificate.getStatus() != null
        && certificate
            .getMetadata()
            .getGeneration()
            .equals(certificate.getStatus().observedGeneration());
  }

  private static boolean has(List<Condition> conditions, String type, ConditionStatus status) {
    return conditions.stream().anyMatch(is(type, status));
  }

  private static Predicate<Condition> is(String type, ConditionStatus status) {
    return condition -> condition.type().equals(type) && condition.status() == status;
  }
}
