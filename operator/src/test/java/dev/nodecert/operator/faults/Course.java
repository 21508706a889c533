package dev.nodecert.operator.faults;

import dev.nodecert.testenv.Fault;
import java.util.Set;

/** What happens to a NodeCertificate while a fault is in the way. */
enum Course {
  /** Its first certificate, proven by http-01. */
  HTTP01("http", 1, 0, "POST event Issued"),
  /** Its first certificate, proven by dns-01. */
  DNS01("dns", 1, 0, "POST event Issued"),
  /** The next certificate, because the annotation asks for it. */
  RENEWAL("renew", 2, 0, "POST event Issued"),
  /** The certificate is revoked, and replaced at once, because the annotation asks for it. */
  REVOCATION("revoke", 2, 1, "POST event Issued"),
  /** It is deleted, and its certificate is to be revoked before. */
  DELETION("delete", 1, 1, "POST event Revoked");

  /** Refused by the server, answered by another, done and not heard of, heard of too late. */
  private static final Set<Fault> OF_EACH_KIND =
      Set.of(
          Fault.KILL_BEFORE,
          Fault.KILL_AFTER,
          Fault.INTERNAL_ERROR,
          Fault.HTML,
          Fault.STALLED_BODY,
          Fault.CUT_AFTER);

  private final String label;
  private final int orders;
  private final int revocations;
  private final String last;

  Course(String label, int orders, int revocations, String last) {
    this.label = label;
    this.orders = orders;
    this.revocations = revocations;
    this.last = last;
  }

  /** A word for names. */
  String label() {
    return label;
  }

  /** How many orders it takes where none is lost, that of the first certificate included. */
  int orders() {
    return orders;
  }

  /** How many certificates the CA is to revoke. */
  int revocations() {
    return revocations;
  }

  /** The last request to the API server. */
  String last() {
    return last;
  }

  /** The course whose requests need not be befallen by everything once more. */
  Course basis() {
    return switch (this) {
      case DNS01 -> HTTP01;
      case REVOCATION -> RENEWAL;
      case HTTP01, RENEWAL, DELETION -> this;
    };
  }

  /** Whether there is a certificate when it begins. */
  boolean beginsWithCertificate() {
    return this != HTTP01 && this != DNS01;
  }

  /** What befalls a request: all there is in one course, in the others one of each kind. */
  Set<Fault> faults() {
    return this == HTTP01 ? Set.of(Fault.values()) : OF_EACH_KIND;
  }
}
