package dev.nodecert.bench;

import dev.nodecert.bench.bare.BareSigner;
import dev.nodecert.bench.lab.Lab;
import dev.nodecert.bench.lab.SignedSite;
import dev.nodecert.bench.lab.Site;
import java.util.List;

/** How fast certificates come that the cluster's own CA signs, and what one costs. */
final class ClusterCAFigures implements FigureGroup {

  private static final int CERTIFICATES = 500;
  private static final int TIMES = 7;
  private static final double MOST_SECONDS = 5;
  private static final int MOST_WRITES = 3;

  @Override
  public String name() {
    return "clusterca";
  }

  @Override
  public List<String> figures() {
    return List.of("clusterca_500_seconds", "sign_500_seconds", "writes_clusterca");
  }

  @Override
  public List<Figure> measure(Lab lab) {
    var bare = Sample.seconds(new BareSigner().sign(CERTIFICATES));
    try (var _ = lab.startOperator();
        var site = SignedSite.open(lab)) {
      site.warmUp(CERTIFICATES);
      var atOnce = Sample.seconds(site.signAtOnce(Site.names("node", CERTIFICATES)));
      var writes = Sample.of(Site.names("cost", TIMES), name -> writes(lab, site, name));
      return List.of(
          Figure.of("clusterca_500_seconds", atOnce, "s").atMost(MOST_SECONDS),
          Figure.of("sign_500_seconds", bare, "s"),
          Figure.of("writes_clusterca", writes.max(), "writes").atMost(MOST_WRITES));
    }
  }

  private static int writes(Lab lab, SignedSite site, String name) {
    var writes = lab.writesFromNow();
    site.signAtOnce(List.of(name));
    return writes.settled().others();
  }
}
