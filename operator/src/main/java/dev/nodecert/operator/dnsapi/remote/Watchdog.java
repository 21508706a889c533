package dev.nodecert.operator.dnsapi.remote;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Closes connections on which nothing comes in time: their channels know no time limit. */
final class Watchdog implements AutoCloseable {

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("dnsapi-watchdog").factory());

  /** Who is waited for; to close it ends the wait and leaves the channel open. */
  interface Wait extends AutoCloseable {
    @Override
    void close();
  }

  /** Closes a channel unless the wait has ended before; once closed itself, at once. */
  Wait closeAfter(Channel channel, Duration limit) {
    try {
      var closing = timer.schedule(() -> close(channel), limit.toMillis(), TimeUnit.MILLISECONDS);
      return () -> closing.cancel(false);
    } catch (RejectedExecutionException _) {
      close(channel);
      return () -> {};
    }
  }

  private static void close(Channel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Then it is of no use either.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
