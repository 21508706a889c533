package dev.nodecert.operator.faults;

import dev.nodecert.api.v1alpha1.NodeCertificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a cell at the name server.
 *
 * @param struck how often the fault has come
 * @param certificate as it is in the end
 * @param rested whether it was Ready with nothing left to do
 * @param orders how many the CA has made
 * @param secrets what Secrets there are in the end
 * @param recordsLeft the TXT records that are still there in the end
 * @param objections to any version of the NodeCertificate or the served Secret
 */
record DnsEvidence(
    DnsCell cell,
    int struck,
    NodeCertificate certificate,
    boolean rested,
    long orders,
    List<String> secrets,
    List<String> recordsLeft,
    List<String> objections) {

  DnsEvidence {
    secrets = List.copyOf(secrets);
    recordsLeft = List.copyOf(recordsLeft);
    objections = List.copyOf(objections);
  }

  /** What is not as it must be. */
  List<String> complaints() {
    var complaints = new ArrayList<>(objections);
    if (struck < cell.times()) {
      complaints.add("the fault came %d times of %d".formatted(struck, cell.times()));
    }
    if (!rested) {
      complaints.add("not Ready by itself: " + certificate.getStatus());
    }
    if (orders != 1) {
      complaints.add(orders + " orders");
    }
    if (!secrets.equals(List.of(cell.name() + "-tls"))) {
      complaints.add("Secrets " + secrets);
    }
    if (!recordsLeft.isEmpty()) {
      complaints.add("TXT records left: " + recordsLeft);
    }
    if (!certificate.getStatus().records().isEmpty()) {
      complaints.add("records in the status: " + certificate.getStatus().records());
    }
    if (!certificate.getMetadata().getFinalizers().isEmpty()) {
      complaints.add("finalizers " + certificate.getMetadata().getFinalizers());
    }
    return complaints;
  }
}
