package dev.nodecert.api.v1alpha1;

/** How dynamic updates travel. */
public enum UpdateTransport {
  /** UDP, and TCP where a message does not fit. */
  UDP,
  /** TCP only. */
  TCP
}
