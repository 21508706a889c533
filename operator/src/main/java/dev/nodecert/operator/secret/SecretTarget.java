package dev.nodecert.operator.secret;

import dev.nodecert.operator.secret.TlsSecret.Owner;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Optional;

/**
 * Where a certificate goes.
 *
 * @param name of the Secret, in the owner's namespace
 * @param template what the Secret carries besides
 * @param ownerReference that lets the Secret go with the NodeCertificate
 */
public record SecretTarget(
    Owner owner, String name, Template template, Optional<OwnerReference> ownerReference) {

  /** Labels and annotations that a user wants on the Secret. */
  public record Template(Map<String, String> labels, Map<String, String> annotations) {

    /** Nothing besides. */
    public static final Template EMPTY = new Template(Map.of(), Map.of());

    public Template {
      labels = Map.copyOf(labels);
      annotations = Map.copyOf(annotations);
    }
  }

  /** A Secret with nothing besides the certificate, which stays when the NodeCertificate goes. */
  public static SecretTarget of(Owner owner, String name) {
    return new SecretTarget(owner, name, Template.EMPTY, Optional.empty());
  }
}
