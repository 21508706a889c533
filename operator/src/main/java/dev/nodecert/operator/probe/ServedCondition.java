package dev.nodecert.operator.probe;

import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.operator.probe.ProbeReport.Looked;
import dev.nodecert.operator.probe.ProbeReport.NotLooked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a report means for the condition Served. Pure. */
final class ServedCondition {

  /**
   * The kubelet projects a changed Secret within 76 s when nothing hurries it, and then the proxy
   * reloads.
   */
  static final Duration GRACE = Duration.ofMinutes(2);

  private static final int NAMED_ENDPOINTS = 4;

  /** The first of these that any endpoint shows is the reason. */
  private static final List<String> MOST_TELLING_FIRST =
      List.of("OtherCertificate", "NoTLS", "Refused", "TimedOut", "NotAllowed");

  private ServedCondition() {}

  /** The verdict; what time will mend is none until it had the time. */
  static Verdict of(ProbeReport report, ProbeTarget target, Instant now) {
    var mayStillCome = now.isBefore(target.changedAt().plus(GRACE));
    return switch (report) {
      case Looked looked when looked.isServed() ->
          new Verdict(ConditionStatus.TRUE, "Served", summary(looked, target) + ".");
      case Looked _ when mayStillCome -> Verdict.probing();
      case Looked looked -> notServed(looked, target);
      case NotLooked(var obstacle) when obstacle == Obstacle.NO_ENDPOINTS && mayStillCome ->
          Verdict.probing();
      case NotLooked(var obstacle) ->
          new Verdict(status(obstacle), obstacle.reason(), message(obstacle, target));
    };
  }

  private static Verdict notServed(Looked looked, ProbeTarget target) {
    var reason =
        MOST_TELLING_FIRST.stream()
            .filter(word -> others(looked).anyMatch(seen -> seen.sight().word().equals(word)))
            .findFirst()
            .orElseThrow();
    return new Verdict(
        ConditionStatus.FALSE,
        reason,
        "%s. Of the others: %s. %s"
            .formatted(summary(looked, target), details(looked), advice(reason)));
  }

  private static Stream<EndpointSight> others(Looked looked) {
    return looked.sights().stream().filter(seen -> !(seen.sight() instanceof Sight.Served));
  }

  private static String summary(Looked looked, ProbeTarget target) {
    return "%d of %d ready endpoints of %s serve the Secret's certificate for %s"
        .formatted(
            looked.sights().size() - others(looked).count(),
            looked.sights().size(),
            where(target) + beyond(looked),
            target.serverName());
  }

  private static String beyond(Looked looked) {
    return looked.ready() == looked.sights().size()
        ? ""
        : " that were looked at, of %d in all,".formatted(looked.ready());
  }

  private static String where(ProbeTarget target) {
    return "Service %s, port %s".formatted(target.service(), target.port());
  }

  private static String details(Looked looked) {
    var named =
        others(looked)
            .limit(NAMED_ENDPOINTS)
            .map(seen -> "%s %s".formatted(seen.endpoint(), detail(seen.sight())))
            .collect(Collectors.joining("; "));
    var more = others(looked).count() - NAMED_ENDPOINTS;
    return named + Optional.of("; and %d more".formatted(more)).filter(_ -> more > 0).orElse("");
  }

  private static String detail(Sight sight) {
    return sight instanceof Sight.OtherCertificate(var fingerprint)
        ? sight.word() + " (SHA-256 " + fingerprint + ")"
        : sight.word();
  }

  private static String advice(String reason) {
    return switch (reason) {
      case "OtherCertificate" ->
          "Does the proxy mount this Secret, not by subPath, and reload when it changes?";
      case "NoTLS" -> "Does the proxy serve TLS 1.2 or 1.3 at this port, for this name?";
      case "Refused" -> "Does the proxy listen at the port that the Service leads to?";
      case "TimedOut" ->
          "Does a NetworkPolicy keep the operator away, or does the proxy not answer?";
      default -> "Such addresses are not connected to: loopback, link-local, multicast, reserved.";
    };
  }

  private static ConditionStatus status(Obstacle obstacle) {
    return switch (obstacle) {
      case SERVICE_NOT_FOUND, EXTERNAL_NAME, PORT_NOT_FOUND, NO_ENDPOINTS -> ConditionStatus.FALSE;
      case FORBIDDEN, PROBE_FAILED -> ConditionStatus.UNKNOWN;
    };
  }

  private static String message(Obstacle obstacle, ProbeTarget target) {
    return switch (obstacle) {
      case SERVICE_NOT_FOUND ->
          "There is no Service %s in this namespace.".formatted(target.service());
      case EXTERNAL_NAME ->
          "Service %s is of type ExternalName, which has no endpoints in this namespace. Name a"
                  .formatted(target.service())
              + " Service that selects the proxy's pods.";
      case PORT_NOT_FOUND ->
          "Service %s has no TCP port %s.".formatted(target.service(), target.port());
      case NO_ENDPOINTS -> "No endpoint of %s is ready.".formatted(where(target));
      case FORBIDDEN ->
          "The operator may not read Service %s or its EndpointSlices: it needs get on services and"
                  .formatted(target.service())
              + " list on endpointslices (discovery.k8s.io) in this namespace.";
      case PROBE_FAILED ->
          "The endpoints of Service %s could not be read; it is tried again."
              .formatted(target.service());
    };
  }
}
