package dev.nodecert.bench.lab;

import dev.nodecert.testenv.AuditLog;
import dev.nodecert.testenv.AuditRecords;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator has written to the API server since a mark, without its Lease. A review of
 * one's own rights, which the SDK asks for beside the Lease, is no write: nothing is stored.
 */
public final class Writes {

  private static final Logger LOG = LoggerFactory.getLogger(Writes.class);
  private static final String USER_AGENT = "nodecert-operator/";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final AuditLog audit;
  private final long mark;

  Writes(AuditLog audit, long mark) {
    this.audit = audit;
    this.mark = mark;
  }

  /** Events and other objects. */
  public record Count(int events, int others) {

    private static Count of(AuditRecords writes) {
      return new Count(writes.of("events").size(), writes.without("events").size());
    }
  }

  /** Waits until nothing is written any more. */
  public Count settled() {
    var records =
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(QUIET)
            .until(this::records, new Unchanged()::since);
    LOG.debug("written:\n{}", records);
    return Count.of(records);
  }

  /** Whether there are as many records as the last time. */
  private static final class Unchanged {
    private int last = -1;

    boolean since(AuditRecords records) {
      var unchanged = records.size() == last;
      last = records.size();
      return unchanged;
    }
  }

  private AuditRecords records() {
    return audit
        .since(mark)
        .byUserAgent(USER_AGENT)
        .writes()
        .without("leases", "selfsubjectrulesreviews");
  }
}
