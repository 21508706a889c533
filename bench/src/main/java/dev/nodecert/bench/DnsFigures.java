package dev.nodecert.bench;

import dev.nodecert.bench.lab.DnsProving;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.Site;
import dev.nodecert.testenv.AcmeSh;
import dev.nodecert.testenv.Bind;
import java.util.List;
import java.util.function.Function;

/** How long certificates by dns-01 take, propagation proven, and what they cost. */
final class DnsFigures implements FigureGroup {

  private static final int TIMES = 20;
  private static final int BATCH = 60;
  private static final double RFC2136_GOAL = 0.5;
  private static final double NSUPDATE_GOAL = 0.8;
  private static final double WILDCARD_GOAL = 1.3;
  private static final double BATCH_GOAL = 5;
  private static final int MOST_WRITES = 8;
  private static final int MOST_EVENTS = 2;

  @Override
  public String name() {
    return "dns";
  }

  @Override
  public List<String> figures() {
    return List.of(
        "single_rfc2136_seconds",
        "wildcard_apex_rfc2136_seconds",
        "single_nsupdate_seconds",
        "batch60_dns01_seconds",
        "batch60_nsupdate_seconds",
        "writes_dns01",
        "events_dns01");
  }

  private record Cost(int writes, int events) {}

  private record Taken(double batch, double single, List<Cost> costs) {}

  @Override
  public List<Figure> measure(Lab lab) {
    try (var bind = Bind.start();
        var _ = lab.startOperator(scriptFlags(bind))) {
      var updates =
          at(
              lab,
              bind,
              DnsProving.Provider.RFC2136,
              DnsProving.Names.ONE,
              site -> taken(lab, site, "update"));
      var wildcard =
          at(
              lab,
              bind,
              DnsProving.Provider.RFC2136,
              DnsProving.Names.APEX_AND_WILDCARD,
              site -> single(site, "wildcard"));
      var scripts =
          at(
              lab,
              bind,
              DnsProving.Provider.NSUPDATE,
              DnsProving.Names.ONE,
              site -> taken(lab, site, "script"));
      return List.of(
          Figure.of("single_rfc2136_seconds", updates.single(), "s").atMost(RFC2136_GOAL),
          Figure.of("wildcard_apex_rfc2136_seconds", wildcard, "s")
              .atMost(updates.single() * WILDCARD_GOAL),
          Figure.of("single_nsupdate_seconds", scripts.single(), "s").atMost(NSUPDATE_GOAL),
          Figure.of("batch60_dns01_seconds", updates.batch(), "s").atMost(BATCH_GOAL),
          Figure.of("batch60_nsupdate_seconds", scripts.batch(), "s"),
          Figure.of("writes_dns01", Sample.of(updates.costs(), Cost::writes).max(), "writes")
              .atMost(MOST_WRITES),
          Figure.of("events_dns01", Sample.of(updates.costs(), Cost::events).max(), "events")
              .atMost(MOST_EVENTS));
    }
  }

  /** As an image has them: acme.sh, and nsupdate on the PATH. */
  private static String[] scriptFlags(Bind bind) {
    return new String[] {
      "--acme-sh-home=" + AcmeSh.provide().home(),
      "--dnsapi-path=" + bind.nsupdateFolder() + ":/usr/sbin:/usr/bin:/sbin:/bin"
    };
  }

  private static <T> T at(
      Lab lab,
      Bind bind,
      DnsProving.Provider provider,
      DnsProving.Names names,
      Function<Site, T> measurement) {
    try (var site = Site.open(lab, DnsProving.start(bind, provider, names))) {
      return measurement.apply(site);
    }
  }

  private static Taken taken(Lab lab, Site site, String prefix) {
    var single = single(site, prefix + "-single");
    var costs = costs(lab, site, prefix + "-cost");
    return new Taken(batch(site, prefix + "-batch"), single, costs);
  }

  private static double single(Site site, String prefix) {
    return Sample.of(Site.names(prefix, TIMES), name -> Sample.seconds(site.order(name).total()))
        .median();
  }

  private static double batch(Site site, String prefix) {
    return Sample.seconds(site.orderAtOnce(Site.names(prefix, BATCH)));
  }

  private static List<Cost> costs(Lab lab, Site site, String prefix) {
    return Site.names(prefix, 7).stream().map(name -> cost(lab, site, name)).toList();
  }

  private static Cost cost(Lab lab, Site site, String name) {
    var writes = lab.writesFromNow();
    site.order(name);
    var written = writes.settled();
    return new Cost(written.others(), written.events());
  }
}
