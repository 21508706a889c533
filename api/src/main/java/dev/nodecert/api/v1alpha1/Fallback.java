package dev.nodecert.api.v1alpha1;

/** When a certificate of the cluster CA stands in for the one that is asked for. */
public enum Fallback {
  /** Never. */
  None,
  /** Until the first one is in. */
  UntilIssued,
  /** Whenever there is none in date. */
  Always
}
