package dev.nodecert.operator.upload;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where uploads are judged: on a few threads, in turn, and never two of one namespace at a time. So
 * whoever uploads what is costly to open waits for himself.
 */
public final class CheckPool implements AutoCloseable {

  private final Check check;
  private final Duration patience;
  private final ExecutorService threads;
  private final Set<String> busy = ConcurrentHashMap.newKeySet();

  /** What is done with an upload. */
  interface Check {
    Verdict judge(Upload upload);
  }

  CheckPool(Check check, int threads, Duration patience) {
    this.check = check;
    this.patience = patience;
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("upload-check-", 1).daemon().factory());
  }

  /**
   * A pool.
   *
   * @param threads how many checks run at a time
   * @param patience how long a caller waits for a verdict
   */
  public static CheckPool start(InstantSource clock, int threads, Duration patience) {
    return new CheckPool(upload -> UploadCheck.judge(upload, clock.instant()), threads, patience);
  }

  /** Has an upload judged; empty while an earlier upload of the namespace is. */
  public Optional<Judgement> begin(String namespace, Upload upload) {
    if (!busy.add(namespace)) {
      return Optional.empty();
    }
    return Optional.of(
        new Judgement(upload, threads.submit(() -> judge(namespace, upload)), patience));
  }

  private Verdict judge(String namespace, Upload upload) {
    try {
      return check.judge(upload);
    } finally {
      busy.remove(namespace);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
