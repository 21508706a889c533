package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which updates of a NodeCertificate wake its reconciler: those by which a user asks for something,
 * which may be an annotation, and not those of its status.
 */
public final class UserUpdates implements OnUpdateFilter<NodeCertificate> {

  private static final String OURS = "nodecert.dev/";

  @Override
  public boolean accept(NodeCertificate updated, NodeCertificate former) {
    return updated.isMarkedForDeletion()
        || !updated.getMetadata().getGeneration().equals(former.getMetadata().getGeneration())
        || !operations(updated).equals(operations(former));
  }

  private static Map<String, String> operations(NodeCertificate certificate) {
    return Optional.ofNullable(certificate.getMetadata().getAnnotations())
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(annotation -> annotation.getKey().startsWith(OURS))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
