package dev.nodecert.api.v1alpha1;

/** Whether the CA has accepted the proof. */
public enum ProofState {
  Pending,
  Valid
}
