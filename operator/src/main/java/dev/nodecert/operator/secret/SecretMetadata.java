package dev.nodecert.operator.secret;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.stream.Collectors;

/** The labels and annotations by which NodeCert knows its Secrets. */
public final class SecretMetadata {

  /** Label of a Secret that a proxy mounts; the value is the NodeCertificate's name. */
  public static final String CERTIFICATE = "nodecert.dev/certificate";

  /** Label of a Secret with a key that waits for its certificate. */
  public static final String PENDING_KEY = "nodecert.dev/pending-key";

  /** Label of a Secret with an account's key; the value is the AcmeAccount's name. */
  public static final String ACCOUNT_KEY = "nodecert.dev/account-key";

  /** Label of a Secret with what a script has to find again; the value is the AcmePlugin's name. */
  public static final String SCRIPT_STATE = "nodecert.dev/script-state";

  /** Label of the Secret with the cluster's CA, where NodeCert made it. */
  public static final String CLUSTER_CA = "nodecert.dev/cluster-ca";

  /** Label by which a user lets NodeCert read a Secret. */
  public static final String ALLOW_READ = "nodecert.dev/allow-read";

  /** Annotation: namespace and name of the NodeCertificate that a Secret is for. */
  public static final String OWNER = "nodecert.dev/owner";

  /** Annotation: UID of the NodeCertificate that a Secret is for. */
  public static final String OWNER_UID = "nodecert.dev/owner-uid";

  /** Annotation: hash of the labels and annotations that spec asks for. */
  public static final String TEMPLATE_HASH = "nodecert.dev/template-hash";

  /** Annotation: where the certificate came from. */
  public static final String SOURCE = "nodecert.dev/source";

  /** Annotation: which outputs a Secret has, and what they were made of. */
  public static final String OUTPUTS = "nodecert.dev/outputs";

  /** Annotation: when the certificate was put into the Secret. */
  public static final String ISSUED_AT = "nodecert.dev/issued-at";

  /** Annotation: the serial number of the certificate in the Secret, once it is revoked. */
  public static final String REVOKED = "nodecert.dev/revoked";

  /** Annotation of a pending key: the AcmeAccount that ordered the certificate to be replaced. */
  public static final String REPLACED_ACCOUNT = "nodecert.dev/replaced-account";

  /** Annotation: hash of what was ordered. */
  public static final String ORDER_HASH = "nodecert.dev/order-hash";

  /** Annotation: URL of the certificate, or of the order that a pending key is for. */
  public static final String ORDER_URL = "nodecert.dev/order-url";

  /** Annotation: URL of the certificate. */
  public static final String CERTIFICATE_URL = "nodecert.dev/certificate-url";

  /** Annotation: the AcmeAccount that ordered the certificate. */
  public static final String ACCOUNT = "nodecert.dev/account";

  /** Annotation: the directory that an account's key is for. */
  public static final String DIRECTORY = "nodecert.dev/directory";

  /** Annotation: the terms of service that were agreed to with an account's key. */
  public static final String TERMS_OF_SERVICE = "nodecert.dev/terms-of-service";

  /** Annotation: the version of an account's key. */
  public static final String KEY_VERSION = "nodecert.dev/key-version";

  /** Annotation: the version of the key that is to take an account's key's place. */
  public static final String SUCCESSOR_VERSION = "nodecert.dev/successor-version";

  private static final String PREFIX = "nodecert.dev/";

  private SecretMetadata() {}

  /** The annotations that are not ours. */
  static Map<String, String> othersOf(ObjectMeta metadata) {
    return metadata.getAnnotations().entrySet().stream()
        .filter(annotation -> !annotation.getKey().startsWith(PREFIX))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
