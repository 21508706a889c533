package dev.nodecert.gate;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where passwords are checked: a few threads apart, so that guessing slows down nobody's session.
 */
final class PasswordChecks implements AutoCloseable {

  private final ThreadPoolExecutor pool;

  /**
   * Room for checks.
   *
   * @param threads at work at once
   * @param waiting beyond these
   */
  PasswordChecks(int threads, int waiting) {
    this.pool =
        new ThreadPoolExecutor(
            threads, threads, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting));
  }

  /** Whether it is the password; nothing where there is no room. */
  Optional<Boolean> matches(PasswordHash hash, String password) throws InterruptedException {
    try {
      return Optional.of(pool.submit(() -> hash.matches(password)).get());
    } catch (RejectedExecutionException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a password could not be checked", e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
