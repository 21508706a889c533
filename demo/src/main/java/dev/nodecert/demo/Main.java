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
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(interruption(Thread.currentThread(), ended));
    int code = 1;
    try {
      code = run(Terminal.ofProcess());
    } finally {
      ended.countDown();
    }
    System.exit(code);
  }

  /** At Ctrl-C: lets the story break off and clear up, and the JVM wait for that. */
  private static Thread interruption(Thread story, CountDownLatch ended) {
    return new Thread(
        () -> {
          if (ended.getCount() > 0) {
            story.interrupt();
            await(ended);
          }
        },
        "interruption");
  }

  private static void await(CountDownLatch ended) {
    try {
      if (!ended.await(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
        System.err.println("The demo does not come to its end; its servers end with it.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int run(Terminal terminal) {
    try {
      new Demo(terminal, Project.find().root(), "1".equals(System.getenv("KEEP"))).play();
      return 0;
    } catch (InterruptedException e) {
      return 1;
    } catch (Exception e) {
      // At Ctrl-C anything may fail, as programs that run get the signal too.
      if (!Thread.currentThread().isInterrupted()) {
        terminal.failure(e);
      }
      return 1;
    }
  }
}
