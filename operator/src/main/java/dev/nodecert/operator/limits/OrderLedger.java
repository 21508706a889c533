package dev.nodecert.operator.limits;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.nodecert.api.v1alpha1.OrderResult;
import dev.nodecert.operator.limits.Count.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what CAs limit. It is written to its store a while after a change, not with each order;
 * what a killed process had not written yet is in the statuses and Secrets of its orders.
 */
public final class OrderLedger implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OrderLedger.class);

  /** An order's end is counted a little after the moment that its status tells. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private final LedgerStore store;
  private final OrderMemory memory;
  private final ScheduledExecutorService scheduler;
  private final Duration writeDelay;
  private final InstantSource clock;

  private final RunningOrders running = new RunningOrders();
  private Optional<Tally> loaded = Optional.empty();
  private Optional<ScheduledFuture<?>> due = Optional.empty();
  private final ReentrantLock writing = new ReentrantLock();

  /**
   * A ledger that reads its store when it is first asked.
   *
   * @param memory what statuses and Secrets know
   * @param writeDelay how long after a change it is written
   */
  public OrderLedger(
      LedgerStore store,
      OrderMemory memory,
      ScheduledExecutorService scheduler,
      Duration writeDelay,
      InstantSource clock) {
    this.store = store;
    this.memory = memory;
    this.scheduler = scheduler;
    this.writeDelay = writeDelay;
    this.clock = clock;
  }

  /**
   * What an order would exceed.
   *
   * @param owner the UID of the NodeCertificate that it is for
   */
  public synchronized Optional<LimitExceeded> wouldExceed(String owner, OrderIntent intent) {
    var exceeded = check(intent);
    var isCounted = running.of(owner).filter(known -> known.names().equals(intent.names()));
    return isCounted.isPresent() ? Optional.empty() : exceeded;
  }

  /** Counts an order that is about to be made, unless it would exceed a limit. */
  public synchronized Optional<LimitExceeded> begin(String owner, OrderIntent intent) {
    abandon(owner);
    var exceeded = check(intent);
    if (exceeded.isEmpty()) {
      running.begin(owner, intent, clock.instant());
      count(intent, Event.ORDERED, clock.instant());
    }
    return exceeded;
  }

  /** The CA has not made the order that was begun last. */
  public synchronized void refused(String owner) {
    running
        .end(owner)
        .ifPresent(order -> tally().remove(order.intent(), Event.ORDERED, order.since()));
  }

  /**
   * An order has ended.
   *
   * @param seen the order as it looks now, in case that it began before this process did
   */
  public synchronized void ended(String owner, OrderIntent seen, OrderResult result, Instant at) {
    tally();
    var intent = running.end(owner).map(RunningOrders.Running::intent).orElse(seen);
    count(intent, event(result), at);
  }

  /** Nobody waits for an order any more; for all that is known it may still get a certificate. */
  public synchronized void abandon(String owner) {
    tally();
    running.end(owner).ifPresent(order -> count(order.intent(), Event.ISSUED, clock.instant()));
  }

  /**
   * Which part is used of the limit that is the nearest to an order; empty as long as nobody has
   * ordered. Nothing is loaded for it: a replica that stands by would know old counts when it
   * leads.
   */
  public synchronized OptionalDouble used(OrderIntent intent) {
    return loaded
        .map(tally -> new LimitCheck(tally, running::pending, clock.instant()).used(intent))
        .map(OptionalDouble::of)
        .orElseGet(OptionalDouble::empty);
  }

  private static Event event(OrderResult result) {
    return switch (result) {
      case Issued, Abandoned -> Event.ISSUED;
      case Invalid -> Event.FAILED;
    };
  }

  private Optional<LimitExceeded> check(OrderIntent intent) {
    return new LimitCheck(tally(), running::pending, clock.instant()).of(intent);
  }

  private void count(OrderIntent intent, Event event, Instant at) {
    if (tally().add(intent, event, at)) {
      writeLater();
    }
  }

  private Tally tally() {
    var known = loaded.orElseGet(this::load);
    loaded = Optional.of(known);
    return known;
  }

  /** What was written, and what has happened since. */
  private Tally load() {
    var written = store.read().map(LedgerText::parse).orElseGet(LedgerText::nothing);
    var since = new Tally();
    memory.since(written.at()).forEach(order -> remember(order, written.at(), since));
    written.tally().merge(since);
    return written.tally();
  }

  private void remember(RememberedOrder order, Instant writtenAt, Tally since) {
    order
        .result()
        .ifPresentOrElse(
            result -> since.add(order.intent(), event(result), order.at()),
            () -> running.begin(order.owner(), order.intent(), order.at()));
    if (!order.at().isBefore(writtenAt)) {
      since.add(order.intent(), Event.ORDERED, order.at());
    }
  }

  private void writeLater() {
    if (due.isPresent()) {
      return;
    }
    try {
      due = Optional.of(scheduler.schedule(this::write, writeDelay.toMillis(), MILLISECONDS));
    } catch (RejectedExecutionException closed) {
      LOG.debug("the ledger is closed, and statuses tell the rest", closed);
    }
  }

  /** One at a time, so that an older text never comes after a younger one. */
  private void write() {
    writing.lock();
    try {
      store.write(text());
    } catch (RuntimeException e) {
      LOG.warn("the ledger of orders was not written and is tried again: {}", e.getMessage());
      tryAgain();
    } finally {
      writing.unlock();
    }
  }

  private synchronized String text() {
    due = Optional.empty();
    var now = clock.instant();
    return LedgerText.write(now.minus(OVERLAP), tally().at(now));
  }

  private synchronized void tryAgain() {
    writeLater();
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    var cancelled = cancel();
    scheduler.shutdown();
    if (cancelled) {
      write();
    }
  }

  private synchronized boolean cancel() {
    return due.filter(write -> write.cancel(false)).isPresent();
  }
}
