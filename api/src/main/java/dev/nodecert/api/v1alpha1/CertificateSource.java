package dev.nodecert.api.v1alpha1;

/** Where a node's certificate comes from. */
public enum CertificateSource {
  /** Ordered from an ACME CA (RFC 8555). */
  ACME,
  /** Uploaded: copied from a Secret that somebody keeps. */
  Custom,
  /** Signed by the operator's own cluster CA. */
  ClusterCA
}
