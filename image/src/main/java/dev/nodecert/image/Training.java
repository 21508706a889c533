package dev.nodecert.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets the operator start and work for a moment, so that the JVM writes an AOT cache of the classes
 * that this loads and links (JEP 483, JEP 514).
 */
public final class Training {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private Training() {}

  /** Arguments: the folder with the runtime and the operator, and the cache to write. */
  public static void main(String... arguments) {
    var status = 1;
    try {
      train(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]).toAbsolutePath());
      status = 0;
    } catch (Exception e) {
      System.err.println("training: " + e);
    }
    // The stand-in leaves threads behind.
    System.exit(status);
  }

  private static void train(Path home, Path cache) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("nodecert-training");
    try (var cluster = StandInCluster.start(folder)) {
      train(new OperatorRun(home, cache, folder, cluster.kubeconfig()), cluster);
    } finally {
      Folders.delete(folder);
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("Java wrote no " + cache);
    }
  }

  private static void train(OperatorRun run, StandInCluster cluster)
      throws IOException, InterruptedException {
    cluster.apply("before-start");
    var operator = run.start();
    try {
      run.awaitReady(operator, PATIENCE);
      cluster.apply("after-start");
      cluster.awaitReady("before-start", PATIENCE);
      cluster.awaitReady("after-start", PATIENCE);
      run.metrics();
      // On the way out it writes the cache.
      operator.destroy();
      if (!operator.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("The operator did not end");
      }
    } finally {
      operator.destroyForcibly();
    }
  }
}
