package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import java.util.Comparator;

/** Which of several NodeCertificates comes first where only one can have something. */
final class Seniority {

  private static final Comparator<NodeCertificate> OLDEST_FIRST =
      Comparator.<NodeCertificate, String>comparing(
              certificate -> certificate.getMetadata().getCreationTimestamp())
          .thenComparing(certificate -> certificate.getMetadata().getNamespace())
          .thenComparing(certificate -> certificate.getMetadata().getName());

  private Seniority() {}

  /** Whether one is there to be reckoned with, and was before the other. */
  static boolean precedes(NodeCertificate one, NodeCertificate other) {
    return !one.isMarkedForDeletion() && OLDEST_FIRST.compare(one, other) < 0;
  }
}
