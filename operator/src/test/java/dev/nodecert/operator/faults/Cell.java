package dev.nodecert.operator.faults;

import dev.nodecert.operator.faults.Row.Server;
import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.Occasion;
import java.util.Locale;

/** One course, disturbed once. */
record Cell(Course course, Row row, Fault fault) {

  private static final Occasion FIRST_STATUS = new Occasion(ApiRequest.ORDER_STATUS, 1);

  /** A later status of a running order may be told by the write that follows it. */
  boolean comesAlways() {
    return row.request().number() == 1 || !row.request().name().equals(ApiRequest.ORDER_STATUS);
  }

  /** The name of its NodeCertificate, and of its AcmeAccount where it has its own. */
  String name() {
    return "%s-%s-%d-%s"
        .formatted(course.label(), row.server(), row.position(), fault)
        .toLowerCase(Locale.ROOT)
        .replace('_', '-');
  }

  String domain() {
    return FaultSite.domain(name());
  }

  String servedSecret() {
    return name() + "-tls";
  }

  /** Whether nobody but the CA can know of the first order, so that there may be a second one. */
  boolean losesTheOrder() {
    return row.server() == Server.CA ? isLostByTheCA() : isLostByTheApi();
  }

  private boolean isLostByTheCA() {
    return switch (row.request().name()) {
      case AcmeRequests.NEW_ORDER -> fault.isLostAnswer();
      case AcmeRequests.AUTHORIZATION -> fault.isKill();
      default -> false;
    };
  }

  private boolean isLostByTheApi() {
    return row.request().equals(FIRST_STATUS) && fault == Fault.KILL_BEFORE;
  }
}
