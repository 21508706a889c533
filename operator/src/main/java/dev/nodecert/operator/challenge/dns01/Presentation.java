package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.DnsFailure;
import dev.nodecert.operator.dns.NameServers;
import dev.nodecert.operator.dns.Propagation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** One record on its way from nowhere to every name server of its zone, step by step. */
final class Presentation {

  /** Who asked is woken when a step ends; this is for the case that it is not. */
  private static final Duration RECHECK = Duration.ofMinutes(1);

  private final RecordKey key;
  private final DnsProvider provider;
  private final RecordNames names;
  private final NameServerCheck nameServers;
  private final Executor executor;
  private final InstantSource clock;

  /** Guarded by this. */
  private CompletableFuture<Phase> step = CompletableFuture.completedFuture(new Phase.New());

  /** What is told while the provider is tried again: no sentence that changes at every try. */
  private volatile Optional<String> lastWhy = Optional.empty();

  Presentation(
      RecordKey key,
      DnsProvider provider,
      RecordNames names,
      NameServerCheck nameServers,
      Executor executor,
      InstantSource clock) {
    this.key = key;
    this.provider = provider;
    this.names = names;
    this.nameServers = nameServers;
    this.executor = executor;
    this.clock = clock;
  }

  /** Where it stands while no step is at work. */
  private sealed interface Phase {
    record New() implements Phase {}

    record Away(Instant since, Instant at, int tries, String why) implements Phase {}

    record Set(Instant at) implements Phase {}

    record Unseen(Instant setAt, Instant lookedAt, int looks, String why) implements Phase {}

    record Standing() implements Phase {}

    record Failed(DnsFailure failure) implements Phase {}
  }

  /** Since when, and how often in vain, the provider has been looked for. */
  private record Absence(Instant since, int tries) {

    /** It begins when the first call has failed, however long that had stood in line or run. */
    Phase.Away goesOn(Instant now, String why) {
      return new Phase.Away(tries == 0 ? now : since, now, tries + 1, why);
    }
  }

  /** Takes the next step, if one is due. */
  synchronized RecordState advance(RecordCheck check, Runnable wake) {
    if (isAtWork()) {
      return atWork();
    }
    return switch (phase()) {
      case Phase.New _ -> add(new Absence(clock.instant(), 0), wake);
      case Phase.Away away -> addAgain(away, wake);
      case Phase.Set(var at) -> checkFrom(at, check, wake);
      case Phase.Unseen unseen -> lookAgain(unseen, check, wake);
      case Phase.Standing _ -> new RecordState.Done();
      case Phase.Failed(var failure) -> new RecordState.Failed(failure);
    };
  }

  /** After a defect of ours, or a stop, all begins anew. */
  private Phase phase() {
    try {
      return step.join();
    } catch (CompletionException e) {
      step = CompletableFuture.completedFuture(new Phase.New());
      throw e;
    }
  }

  private RecordState add(Absence absence, Runnable wake) {
    if (!names.acquire(key, provider.values(), wake)) {
      return asked(
          "Another certificate's record stands at %s, and its provider keeps one at a time.");
    }
    return begin(
        () -> {
          try {
            provider.add(key.record());
            return new Phase.Set(clock.instant());
          } catch (ProviderUnavailableException e) {
            return absence.goesOn(clock.instant(), e.why());
          }
        },
        wake);
  }

  private RecordState addAgain(Phase.Away away, Runnable wake) {
    var now = clock.instant();
    if (!away.since().plus(AbsenceSchedule.PATIENCE).isAfter(now)) {
      return new RecordState.Failed(new DnsFailure("ProviderUnavailable", away.why()));
    }
    var next = away.at().plus(AbsenceSchedule.pause(away.tries()));
    if (next.isAfter(now)) {
      return new RecordState.Pending(away.why(), next);
    }
    lastWhy = Optional.of(away.why());
    return add(new Absence(away.since(), away.tries()), wake);
  }

  private RecordState checkFrom(Instant setAt, RecordCheck check, Runnable wake) {
    lastWhy = Optional.empty();
    var earliest = setAt.plus(check.delay());
    if (clock.instant().isBefore(earliest)) {
      return new RecordState.Pending(
          "%s is set, and validationDelay has to pass.".formatted(key.record().name()), earliest);
    }
    if (check.via().isEmpty()) {
      step = CompletableFuture.completedFuture(new Phase.Standing());
      return new RecordState.Done();
    }
    return look(setAt, 1, check.via().get(), wake);
  }

  private RecordState lookAgain(Phase.Unseen unseen, RecordCheck check, Runnable wake) {
    var now = clock.instant();
    if (!unseen.setAt().plus(check.timeout()).isAfter(now)) {
      return new RecordState.Failed(notPropagated(unseen));
    }
    var next = unseen.lookedAt().plus(LookSchedule.pause(unseen.looks()));
    if (next.isAfter(now)) {
      return new RecordState.Pending(unseen.why(), next);
    }
    return check
        .via()
        .map(via -> look(unseen.setAt(), unseen.looks() + 1, via, wake))
        .orElseGet(RecordState.Done::new);
  }

  private DnsFailure notPropagated(Phase.Unseen unseen) {
    return new DnsFailure("DNSNotPropagated", unseen.why());
  }

  private RecordState look(Instant setAt, int looks, NameServers via, Runnable wake) {
    return begin(
        () ->
            switch (seen(via)) {
              case Propagation.Complete _ -> new Phase.Standing();
              case Propagation.Incomplete(var why) ->
                  new Phase.Unseen(setAt, clock.instant(), looks, why);
            },
        wake);
  }

  /** A zone whose servers are not found now may show them at the next look. */
  private Propagation seen(NameServers via) {
    try {
      return nameServers.look(key.record(), via);
    } catch (DnsFailure failure) {
      return new Propagation.Incomplete(failure.message());
    }
  }

  @FunctionalInterface
  private interface Step {
    Phase take() throws InterruptedException;
  }

  private RecordState begin(Step next, Runnable wake) {
    step = CompletableFuture.supplyAsync(() -> outcome(next), executor);
    var _ = step.whenComplete((_, _) -> wake.run());
    return atWork();
  }

  /** Whether the provider or the name servers are being asked; whoever began it will be woken. */
  synchronized boolean isAtWork() {
    return !step.isDone();
  }

  RecordState atWork() {
    return lastWhy
        .map(this::pending)
        .orElseGet(() -> asked("The provider or the name servers are being asked for %s."));
  }

  private static Phase outcome(Step next) {
    try {
      return next.take();
    } catch (DnsFailure failure) {
      return new Phase.Failed(failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private RecordState asked(String sentence) {
    return pending(sentence.formatted(key.record().name()));
  }

  private RecordState pending(String sentence) {
    return new RecordState.Pending(sentence, clock.instant().plus(RECHECK));
  }
}
