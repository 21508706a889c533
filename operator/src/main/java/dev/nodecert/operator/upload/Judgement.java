package dev.nodecert.operator.upload;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The judgement of one upload, at work or at its end. */
public final class Judgement {

  private final Upload upload;
  private final Future<Verdict> verdict;
  private final Duration patience;

  Judgement(Upload upload, Future<Verdict> verdict, Duration patience) {
    this.upload = upload;
    this.verdict = verdict;
    this.patience = patience;
  }

  /** Whether it tells, now or later, of another upload too. */
  public boolean canTell(Upload other, Instant now) {
    return upload.isSameAs(other)
        && switch (verdict.state()) {
          case RUNNING -> true;
          case SUCCESS -> verdict.resultNow().stands(now);
          case FAILED, CANCELLED -> false;
        };
  }

  /**
   * The verdict; {@link Verdict.Postponed} where it is not there in time.
   *
   * @throws IllegalStateException where judging has failed, for a reason of ours
   */
  public Verdict verdict() {
    try {
      return verdict.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Verdict.Postponed();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Verdict.Postponed();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an upload could not be judged", e);
    }
  }
}
