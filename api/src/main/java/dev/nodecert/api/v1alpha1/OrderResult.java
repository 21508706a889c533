package dev.nodecert.api.v1alpha1;

/** How an order ended. */
public enum OrderResult {
  /** With a certificate. */
  Issued,
  /** The CA found it invalid (RFC 8555 section 7.1.6), as a rule for a name that was not proven. */
  Invalid,
  /** The operator had no more use for it. */
  Abandoned
}
