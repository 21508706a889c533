package dev.nodecert.api.v1alpha1;

/** How far an operation that an annotation asks for has come. */
public enum OperationState {
  /** It was taken up and goes on. */
  Started,
  /** It is done. */
  Done,
  /** It will not be done. */
  Refused
}
