package dev.nodecert.bench;

import dev.nodecert.bench.bare.BareLoop;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Operator;
import dev.nodecert.bench.lab.Site;
import java.util.List;

/** What one certificate costs the API server and the CA, once the account is registered. */
final class CostFigures implements FigureGroup {

  private static final int TIMES = 7;
  private static final int MOST_WRITES = 6;
  private static final int MOST_EVENTS = 2;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public List<String> figures() {
    return List.of("writes_http01", "events_http01", "ca_requests_http01", "ca_requests_bare");
  }

  private record Cost(int writes, int events, long caRequests) {}

  @Override
  public List<Figure> measure(Lab lab) {
    var bare = requestsOfBareLoop(lab);
    var costs = costs(lab);
    return List.of(
        Figure.of("writes_http01", Sample.of(costs, Cost::writes).max(), "writes")
            .atMost(MOST_WRITES),
        Figure.of("events_http01", Sample.of(costs, Cost::events).max(), "events")
            .atMost(MOST_EVENTS),
        Figure.of("ca_requests_http01", Sample.of(costs, Cost::caRequests).median(), "requests")
            .atMost(bare.median()),
        Figure.of("ca_requests_bare", bare.median(), "requests"));
  }

  private static Sample requestsOfBareLoop(Lab lab) {
    try (var loop = BareLoop.open(lab.pebble(), 1)) {
      return Sample.of(Site.names("bare", TIMES), name -> requests(loop, name + ".example.com"));
    }
  }

  private static long requests(BareLoop loop, String domain) {
    var before = loop.requests();
    loop.order(List.of(domain));
    return loop.requests() - before;
  }

  private static List<Cost> costs(Lab lab) {
    try (var operator = lab.startOperator();
        var site = Site.open(lab, operator)) {
      site.order("first");
      return Site.names("cost", TIMES).stream()
          .map(name -> cost(lab, operator, site, name))
          .toList();
    }
  }

  private static Cost cost(Lab lab, Operator operator, Site site, String name) {
    var writes = lab.writesFromNow();
    var caRequests = operator.metrics().caRequests();
    site.order(name);
    var written = writes.settled();
    return new Cost(
        written.others(), written.events(), operator.metrics().caRequests() - caRequests);
  }
}
