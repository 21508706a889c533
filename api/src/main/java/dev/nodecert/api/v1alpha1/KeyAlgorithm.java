package dev.nodecert.api.v1alpha1;

/** A key's algorithm. */
public enum KeyAlgorithm {
  ECDSA,
  RSA
}
