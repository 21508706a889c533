package dev.nodecert.operator.certificate;

import dev.nodecert.operator.acme.AcmeFailure;
import dev.nodecert.operator.dns.AuthoritativeDns;
import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.plugin.DnsPlugin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Finds where challenge names lead to (RFC 8555 section 8.4 allows CNAMEs there), in the
 * background; before any order, so that what is wrong costs the CA nothing.
 */
final class ChallengeLocator {

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration RECHECK = Duration.ofMinutes(1);

  private final AuthoritativeDns dns;
  private final Executor executor;
  private final InstantSource clock;
  private final ConcurrentMap<Question, Asked> asked = new ConcurrentHashMap<>();

  ChallengeLocator(AuthoritativeDns dns, Executor executor, InstantSource clock) {
    this.dns = dns;
    this.executor = executor;
    this.clock = clock;
  }

  /** Whose question it is matters: each is woken by its own answer. */
  private record Question(String holder, String name, NameServers via) {}

  private record Asked(CompletableFuture<String> canonical, Instant at) {}

  /**
   * Where the record for a domain has to be written; never waits.
   *
   * @param wake runs once the name servers have answered
   */
  ChallengeLocation locate(Observation o, DesiredDomain domain, DnsPlugin plugin, Runnable wake) {
    if (!plugin.seesZone()) {
      var unseen = domain.target().orElse(domain.challengeName());
      return ChallengeLocation.of(o, domain, plugin, unseen);
    }
    var question =
        new Question(o.desired().owner().uid(), domain.challengeName(), plugin.nameServers());
    return judge(o, domain, plugin, question, ask(question, wake));
  }

  private Asked ask(Question question, Runnable wake) {
    var now = clock.instant();
    asked.values().removeIf(old -> old.at().plus(KEPT).isBefore(now));
    return asked.computeIfAbsent(
        question,
        _ -> {
          var canonical =
              CompletableFuture.supplyAsync(
                  () -> dns.followCname(question.name(), question.via()), executor);
          var _ = canonical.whenComplete((_, _) -> wake.run());
          return new Asked(canonical, now);
        });
  }

  private ChallengeLocation judge(
      Observation o, DesiredDomain domain, DnsPlugin plugin, Question question, Asked answer) {
    if (!answer.canonical().isDone()) {
      return new ChallengeLocation.Unknown(clock.instant().plus(RECHECK));
    }
    var location =
        answer
            .canonical()
            .handle((canonical, thrown) ->
                thrown == null
                    ? ChallengeLocation.of(o, domain, plugin, canonical)
                    : new ChallengeLocation.Failed(failure(domain, thrown)))
            .join();
    if (!(location instanceof ChallengeLocation.At)) {
      asked.remove(question, answer);
    }
    return location;
  }

  private static AcmeFailure failure(DesiredDomain domain, Throwable thrown) {
    var cause = thrown.getCause() == null ? thrown : thrown.getCause();
    return switch (cause) {
      case DnsFailure failure -> failure(domain, failure);
      case RuntimeException defect -> throw defect;
      default -> throw new IllegalStateException(cause);
    };
  }

  /** What the DNS said, about a domain. */
  static AcmeFailure failure(DesiredDomain domain, DnsFailure failure) {
    return new AcmeFailure(
        failure.type(), domain.name() + ": " + failure.message(), Optional.empty());
  }
}
