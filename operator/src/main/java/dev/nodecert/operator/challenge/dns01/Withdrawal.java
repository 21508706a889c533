package dev.nodecert.operator.challenge.dns01;

import dev.nodecert.operator.dns.DnsFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** One record on its way out; tried until it is gone. */
final class Withdrawal {

  private static final Duration RECHECK = Duration.ofMinutes(1);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final int PAUSE_GROWTH = 4;

  private final RecordKey key;
  private final NameServerCheck nameServers;
  private final Executor executor;
  private final InstantSource clock;

  /** Guarded by this. */
  private Optional<CompletableFuture<Outcome>> attempt = Optional.empty();

  private Duration pause = FIRST_PAUSE;

  private int triesWhileAway;

  Withdrawal(RecordKey key, NameServerCheck nameServers, Executor executor, InstantSource clock) {
    this.key = key;
    this.nameServers = nameServers;
    this.executor = executor;
    this.clock = clock;
  }

  private sealed interface Outcome {
    record Gone() implements Outcome {}

    record Left(String why, Instant next) implements Outcome {}
  }

  /** Takes the next step, if one is due. */
  synchronized RecordState advance(DnsProvider provider, RecordCheck check, Runnable wake) {
    if (attempt.isEmpty()) {
      return begin(provider, check, wake);
    }
    if (!attempt.get().isDone()) {
      return atWork();
    }
    return switch (outcome(attempt.get())) {
      case Outcome.Gone _ -> new RecordState.Done();
      case Outcome.Left(var why, var next) -> tryAgain(why, next, provider, check, wake);
    };
  }

  private Outcome outcome(CompletableFuture<Outcome> ended) {
    try {
      return ended.join();
    } catch (CompletionException e) {
      attempt = Optional.empty();
      throw e;
    }
  }

  private RecordState tryAgain(
      String why, Instant next, DnsProvider provider, RecordCheck check, Runnable wake) {
    if (next.isAfter(clock.instant())) {
      return new RecordState.Pending(why, next);
    }
    return begin(provider, check, wake);
  }

  private RecordState begin(DnsProvider provider, RecordCheck check, Runnable wake) {
    var begun = CompletableFuture.supplyAsync(() -> remove(provider, check), executor);
    attempt = Optional.of(begun);
    var _ = begun.whenComplete((_, _) -> wake.run());
    return atWork();
  }

  private Outcome remove(DnsProvider provider, RecordCheck check) {
    try {
      provider.remove(key.record());
      return new Outcome.Gone();
    } catch (DnsFailure failure) {
      return isAbsent(check) ? new Outcome.Gone() : refused(failure.message());
    } catch (ProviderUnavailableException e) {
      return away(e.why());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private synchronized Outcome refused(String why) {
    var next = clock.instant().plus(pause);
    var longer = pause.multipliedBy(PAUSE_GROWTH);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
    triesWhileAway = 0;
    return new Outcome.Left(why, next);
  }

  private synchronized Outcome away(String why) {
    triesWhileAway++;
    return new Outcome.Left(why, clock.instant().plus(AbsenceSchedule.pause(triesWhileAway)));
  }

  /** Most scripts fail to remove what is not there: a record that could not be set, for one. */
  private boolean isAbsent(RecordCheck check) {
    try {
      return check.via().filter(via -> nameServers.isAbsent(key.record(), via)).isPresent();
    } catch (DnsFailure _) {
      return false;
    }
  }

  private RecordState atWork() {
    return new RecordState.Pending(
        "%s is being removed.".formatted(key.record().name()), clock.instant().plus(RECHECK));
  }
}
