package dev.nodecert.api.v1alpha1;

/** The regular expressions (RE2) that several validation rules share. */
final class Syntax {
  /** An RFC 1123 label, in lower case as Kubernetes wants it. Its length is a schema's matter. */
  static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** An RFC 1123 subdomain, in lower case as Kubernetes wants it. */
  static final String SUBDOMAIN =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** What Kubernetes allows as a key of a Secret or ConfigMap. */
  static final String DATA_KEY = "^[-._a-zA-Z0-9]+$";

  private Syntax() {}
}
