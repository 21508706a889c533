package dev.nodecert.bench.lab;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;

/**
 * Many certificates in several namespaces.
 *
 * @param inEach how many there are in each namespace
 */
public record Fleet(Lab lab, int namespaces, int inEach) {

  private static final int AT_ONCE = 16;
  private static final Duration OUTDATED = Duration.ofHours(1);

  /** How many there are. */
  public int size() {
    return namespaces * inEach;
  }

  /** Orders them, a namespace after the other; returns once they are ready and all is written. */
  public void order(Operator operator) {
    for (var namespace : Site.names("fleet", namespaces)) {
      try (var site = Site.open(lab, operator, namespace)) {
        site.orderAtOnce(Site.names(namespace + "-", inEach));
      }
    }
    lab.writesFromNow().settled();
  }

  /** Makes it time to ask the CA about the renewal of each. */
  public void outdateRenewalInformation() {
    var moment = Instant.now().minus(OUTDATED).truncatedTo(ChronoUnit.SECONDS);
    var patch = "{\"status\": {\"renewal\": {\"nextCheckAt\": \"%s\"}}}".formatted(moment);
    var certificates =
        lab.cluster().client().resources(NodeCertificate.class).inAnyNamespace().resources();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      certificates.forEach(certificate -> threads.execute(() -> patchStatus(certificate, patch)));
    }
  }

  private static void patchStatus(Resource<NodeCertificate> certificate, String patch) {
    certificate.subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), patch);
  }
}
