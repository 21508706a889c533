package dev.nodecert.operator.dnsapi.remote;

import dev.nodecert.operator.dnsapi.DnsApis;
import dev.nodecert.operator.dnsapi.LocalScriptRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs scripts for who calls at a Unix socket. */
public final class ScriptServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ScriptServer.class);

  /** So many may stand in line, each with a thread and its request in memory. */
  static final int MAX_CALLS = 512;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SocketFile file;
  private final CallHandler handler;
  private final LocalScriptRunner runner;
  private final Duration gracePeriod;
  private final ServerSocketChannel listener;
  private final Semaphore places = new Semaphore(MAX_CALLS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ScriptServer(
      SocketFile file, DnsApis apis, LocalScriptRunner runner, Duration gracePeriod)
      throws IOException {
    this.file = file;
    this.runner = runner;
    this.gracePeriod = gracePeriod;
    handler = new CallHandler(apis, runner, threads);
    listener = file.listen(MAX_CALLS);
  }

  /**
   * Listens.
   *
   * @param socket is made here; where a killed server has left it, it is replaced
   * @param apis the scripts
   * @param runner which is closed with this server
   * @param gracePeriod how long a stop waits for scripts
   * @throws UncheckedIOException when the socket cannot be made
   */
  public static ScriptServer start(
      Path socket, DnsApis apis, LocalScriptRunner runner, Duration gracePeriod) {
    try {
      var server =
          new ScriptServer(new SocketFile(socket.toAbsolutePath()), apis, runner, gracePeriod);
      Thread.ofVirtual().name("dnsapi-accept").start(server::acceptAll);
      return server;
    } catch (IOException e) {
      runner.close();
      throw new UncheckedIOException(
          "dnsapi scripts cannot be called at %s: %s".formatted(socket, e.getMessage()), e);
    }
  }

  private void acceptAll() {
    while (listener.isOpen()) {
      try {
        handOver(listener.accept());
      } catch (ClosedChannelException _) {
        return; // By us.
      } catch (IOException e) {
        LOG.warn("a call could not be taken", e);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void handOver(SocketChannel connection) {
    boolean free = places.tryAcquire();
    threads.execute(() -> {
      if (!free) {
        handler.refuse(connection);
        return;
      }
      try {
        handler.handle(connection);
      } finally {
        places.release();
      }
    });
  }

  /** Whether it takes calls. */
  public boolean isListening() {
    return listener.isOpen();
  }

  /**
   * Takes no more calls, lets no more scripts begin, and waits for those that run; ends the rest.
   */
  @Override
  public void close() {
    closeListener();
    handler.stop();
    awaitCalls();
    runner.close();
    endThreads();
    handler.close();
  }

  /** The last answers are on their way, but who does not read them is not waited for. */
  private void endThreads() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeListener() {
    try {
      listener.close();
      file.delete();
    } catch (IOException e) {
      LOG.warn("{} was not removed", file.path(), e);
    }
  }

  private void awaitCalls() {
    try {
      if (places.tryAcquire(MAX_CALLS, gracePeriod.toMillis(), TimeUnit.MILLISECONDS)) {
        places.release(MAX_CALLS);
      } else {
        LOG.warn("scripts that have not ended within {} are ended", gracePeriod);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
