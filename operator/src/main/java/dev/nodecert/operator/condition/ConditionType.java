package dev.nodecert.operator.condition;

/** The conditions that our kinds have; RECONCILING and STALLED are kstatus's. */
public enum ConditionType {
  /** The object is what its spec asks for. */
  READY("Ready"),
  /** The Secret holds a key and a certificate that is in date. */
  USABLE("Usable"),
  /** The proxy serves what the Secret holds. */
  SERVED("Served"),
  /** The operator is at work on it. */
  RECONCILING("Reconciling"),
  /** All options that a provider asks for are there. */
  CREDENTIALS("Credentials"),
  /** It waits for a Kubernetes object to be changed. */
  STALLED("Stalled");

  private final String type;

  ConditionType(String type) {
    this.type = type;
  }

  /** As it stands in the object. */
  public String type() {
    return type;
  }
}
