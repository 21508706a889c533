package dev.nodecert.api.v1alpha1;

/** Whether a new certificate gets a new key. */
public enum KeyRotation {
  Always,
  Never
}
