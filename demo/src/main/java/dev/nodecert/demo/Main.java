package dev.nodecert.demo;

import dev.nodecert.testenv.Project;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the demo once. With {@code KEEP=1} in the environment all of it stays up until Ctrl-C. */
public final class Main {

  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private Main() {}

  /** Ends with exit code 0, or 1 after saying what went wrong. */
  public static void main(String... arguments) {
    var stage = new Stage();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(interruption(Thread.currentThread(), stage, ended));
    int code = 1;
    try {
      code = run(Terminal.ofProcess(), stage);
    } finally {
      ended.countDown();
    }
    System.exit(code);
  }

  /** At Ctrl-C: takes all down, and lets the JVM wait for the story to notice. */
  private static Thread interruption(Thread story, Stage stage, CountDownLatch ended) {
    return new Thread(
        () -> {
          if (ended.getCount() > 0) {
            story.interrupt();
            stage.close();
            await(ended);
          }
        },
        "interruption");
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("Something does not come to its end; it ends with the demo.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(Terminal terminal, Stage stage) {
    try {
      new Demo(terminal, Project.find().root(), "1".equals(System.getenv("KEEP"))).play(stage);
      terminal.farewell("Everything is down again.");
      return 0;
    } catch (Exception e) {
      tell(e, terminal);
      return 1;
    }
  }

  private static void tell(Exception e, Terminal terminal) {
    // At Ctrl-C anything may fail, as programs that run get the signal too.
    if (e instanceof InterruptedException || Thread.currentThread().isInterrupted()) {
      terminal.farewell("Broken off. Everything is down again.");
    } else {
      terminal.failure(e);
    }
  }
}
