package dev.nodecert.api.v1alpha1;

/** What becomes of a NodeCertificate's Secret when the NodeCertificate is deleted. */
public enum DeletionPolicy {
  Retain,
  Delete
}
