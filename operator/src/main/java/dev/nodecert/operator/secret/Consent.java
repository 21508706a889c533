package dev.nodecert.operator.secret;

import io.fabric8.kubernetes.api.model.Secret;
import java.util.Map;

/** Whether a user lets NodeCert read a Secret: by a label, so that no name alone opens one. */
public final class Consent {

  /** The label as a user writes it. */
  public static final String LABEL = SecretMetadata.ALLOW_READ + "=true";

  private Consent() {}

  /** Whether the label is there, and the Secret is not one that NodeCert made for itself. */
  public static boolean isGiven(Secret secret) {
    Map<String, String> labels =
        secret.getMetadata().getLabels() == null ? Map.of() : secret.getMetadata().getLabels();
    return "true".equals(labels.get(SecretMetadata.ALLOW_READ))
        && !labels.containsKey(SecretMetadata.CERTIFICATE)
        && !labels.containsKey(SecretMetadata.PENDING_KEY)
        && !labels.containsKey(SecretMetadata.ACCOUNT_KEY)
        && !labels.containsKey(SecretMetadata.SCRIPT_STATE)
        && !labels.containsKey(SecretMetadata.CLUSTER_CA);
  }

  /** The command by which a user gives consent. */
  public static String command(String namespace, String name) {
    return "kubectl label secret -n %s %s %s=true"
        .formatted(namespace, name, SecretMetadata.ALLOW_READ);
  }
}
