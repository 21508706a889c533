package dev.nodecert.api.v1alpha1;

/** What becomes of the account at the CA when its AcmeAccount is deleted. */
public enum AccountDeletionPolicy {
  Retain,
  Deactivate
}
