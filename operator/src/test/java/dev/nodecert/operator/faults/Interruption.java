package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Fault;
import dev.nodecert.testenv.FaultPlan;
import dev.nodecert.testenv.Occasion;
import dev.nodecert.testenv.Occasions;
import dev.nodecert.testenv.ProxiedRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The end of a leader in the middle of an order, at one request. */
final class Interruption implements FaultPlan {

  private final Row.Server server;
  private final Occasion occasion;
  private final Moment moment;
  private final FaultSite site;
  private final Subject subject;
  private final Occasions occasions = new Occasions();
  private final AtomicBoolean come = new AtomicBoolean();

  /** Whether the server hears of the request. */
  enum Moment {
    /** It never does. */
    BEFORE,
    /** It does; the answer waits for a leader that comes back. */
    AFTER
  }

  /**
   * An end that has yet to come.
   *
   * @param series of those that come together, for names
   */
  Interruption(String series, Row row, Moment moment, FaultSite site) {
    this.server = row.server();
    this.occasion = row.request();
    this.moment = moment;
    this.site = site;
    var name =
        "%s-%s-%d-%s".formatted(series, server, row.position(), moment).toLowerCase(Locale.ROOT);
    this.subject = new Subject(name, name, Course.HTTP01, site);
  }

  Subject subject() {
    return subject;
  }

  void begin() {
    switch (server) {
      case CA -> subject.disturbCA(this);
      case API -> subject.disturbApi(this);
    }
    subject.begin();
  }

  @Override
  public Optional<Fault> faultFor(ProxiedRequest request) {
    if (name(request).map(occasions::count).filter(occasion::equals).isEmpty()
        || !come.compareAndSet(false, true)) {
      return Optional.empty();
    }
    site.endOperator();
    return moment == Moment.BEFORE ? Optional.of(Fault.CUT_BEFORE) : Optional.empty();
  }

  private Optional<String> name(ProxiedRequest request) {
    return switch (server) {
      case CA -> AcmeRequests.name(request);
      case API -> ApiRequest.of(request).map(ApiRequest::name);
    };
  }

  boolean hasCome() {
    return come.get();
  }

  /** Whether nobody but the CA can know of the order. */
  private boolean losesTheOrder() {
    return switch (moment) {
      case BEFORE -> occasion.name().equals(ApiRequest.ORDER_STATUS);
      case AFTER -> occasion.name().equals(AcmeRequests.NEW_ORDER);
    };
  }

  int allowedOrders() {
    return losesTheOrder() ? 2 : 1;
  }
}
