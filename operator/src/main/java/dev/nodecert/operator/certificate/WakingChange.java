package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.informer.SpecChange;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which changes of a NodeCertificate are looked at: beside those of its spec, those of the
 * annotations that ask for something, which raise no generation.
 */
public final class WakingChange implements OnUpdateFilter<NodeCertificate> {

  private static final String PREFIX = "nodecert.dev/";

  @Override
  public boolean accept(NodeCertificate changed, NodeCertificate former) {
    return new SpecChange().accept(changed, former) || !requests(changed).equals(requests(former));
  }

  private static SortedMap<String, String> requests(NodeCertificate certificate) {
    var requests =
        new TreeMap<>(
            Optional.ofNullable(certificate.getMetadata().getAnnotations()).orElse(Map.of()));
    requests.keySet().removeIf(name -> !name.startsWith(PREFIX));
    return requests;
  }
}
