package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.operator.condition.ConditionType;
import dev.nodecert.operator.condition.Conditions;
import dev.nodecert.operator.probe.Verdict;
import java.util.List;

/** The conditions of a NodeCertificate: a function of what was seen and of what is being done. */
final class CertificateConditions {

  private CertificateConditions() {}

  static List<Condition> of(Observation o, Activity activity) {
    var conditions = new Conditions(o.status().conditions(), o.generation(), o.now());
    ready(conditions, o, activity);
    usable(conditions, o);
    reconciling(conditions, o, activity);
    stalled(conditions, activity);
    served(conditions, o);
    return conditions.toList();
  }

  private static void ready(Conditions conditions, Observation o, Activity activity) {
    if (o.isFulfilled()) {
      var finding = whileFulfilled(o, activity);
      conditions.holds(ConditionType.READY, finding.reason(), finding.message());
    } else {
      var finding = notReady(o, activity);
      conditions.doesNotHold(ConditionType.READY, finding.reason(), finding.message());
    }
  }

  private static Finding whileFulfilled(Observation o, Activity activity) {
    return switch (activity) {
      case Activity.Resting _ -> o.remark().orElseGet(() -> new Finding("Issued", issued(o)));
      case Activity.Suspended _ ->
          new Finding(
              "Suspended",
              "The Secret holds what spec asks for; nothing is renewed while spec.suspend is true.");
      case Activity.Stalled(Finding why) -> why;
      case Activity.Awaiting(Finding why) -> why;
      case Activity.Ordering(String message) -> new Finding("Renewing", message);
      case Activity.Failing(_, String message) -> new Finding("RenewalFailing", message);
    };
  }

  private static String issued(Observation o) {
    var issued = "The Secret holds what spec asks for.";
    return o.desired()
        .ordered()
        .filter(order -> o.held().filter(held -> !order.prefers(held.chain())).isPresent())
        .flatMap(DesiredOrder::preferredChain)
        .map(preferred ->
            "%s Its chain is not of %s, for the CA offered none that is, or spec.acme.preferredChain was set since."
                .formatted(issued, preferred))
        .orElse(issued);
  }

  /** What a Kubernetes object or somebody else must change is told before what stands in. */
  private static Finding notReady(Observation o, Activity activity) {
    var finding = whileNotFulfilled(activity);
    boolean isOnItsWay =
        switch (activity) {
          case Activity.Resting _, Activity.Awaiting _, Activity.Ordering _ -> true;
          case Activity.Suspended _, Activity.Stalled _, Activity.Failing _ -> false;
        };
    return isOnItsWay && FallbackChecks.isInPlace(o)
        ? new Finding(
            "FallbackInPlace",
            "A certificate of the cluster CA stands in. %s".formatted(finding.message()))
        : finding;
  }

  private static Finding whileNotFulfilled(Activity activity) {
    return switch (activity) {
      case Activity.Resting _ ->
          new Finding("NotIssued", "The Secret does not hold what spec asks for.");
      case Activity.Suspended _ ->
          new Finding("Suspended", "Nothing is ordered or written while spec.suspend is true.");
      case Activity.Stalled(Finding why) -> why;
      case Activity.Awaiting(Finding why) -> why;
      case Activity.Ordering(String message) -> new Finding("Issuing", message);
      case Activity.Failing failing -> new Finding(failing.reason(), failing.message());
    };
  }

  private static void usable(Conditions conditions, Observation o) {
    if (o.isUsable()) {
      conditions.holds(
          ConditionType.USABLE, "InDate", "The Secret holds a key and a certificate in date.");
    } else {
      conditions.doesNotHold(
          ConditionType.USABLE,
          "NoCertificate",
          "The Secret holds no key with a certificate in date.");
    }
  }

  /** A renewal in the background is nothing that a rollout should wait for. */
  private static void reconciling(Conditions conditions, Observation o, Activity activity) {
    var finding = whileNotFulfilled(activity);
    boolean atWork =
        switch (activity) {
          case Activity.Resting _, Activity.Suspended _, Activity.Stalled _ -> false;
          case Activity.Awaiting _, Activity.Ordering _, Activity.Failing _ -> !o.isFulfilled();
        };
    if (atWork) {
      conditions.holds(ConditionType.RECONCILING, finding.reason(), finding.message());
    } else {
      conditions.doesNotHold(ConditionType.RECONCILING, "Settled", "");
    }
  }

  private static void served(Conditions conditions, Observation o) {
    switch (o.serving()) {
      case ServingState.NotAsked _ -> {}
      case ServingState.Changed _ -> served(conditions, Verdict.probing());
      case ServingState.Known(var verdict, _) -> served(conditions, verdict);
      case ServingState.Looking _ -> {
        // Another spec may ask for another Service, or for another name there.
        if (!o.isSpecObserved() || !conditions.keeps(ConditionType.SERVED)) {
          served(conditions, Verdict.probing());
        }
      }
    }
  }

  private static void served(Conditions conditions, Verdict verdict) {
    conditions.is(ConditionType.SERVED, verdict.status(), verdict.reason(), verdict.message());
  }

  private static void stalled(Conditions conditions, Activity activity) {
    if (activity instanceof Activity.Stalled(Finding why)) {
      conditions.holds(ConditionType.STALLED, why.reason(), why.message());
    } else {
      conditions.doesNotHold(ConditionType.STALLED, "NotStalled", "");
    }
  }
}
