package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The key of a certificate that was asked for and is not here yet: a Secret of its own, so that a
 * proxy never mounts a key without its certificate.
 *
 * @param orderUrl the order that it is for
 * @param replaced the certificate that is revoked once the new one has taken its place
 */
public record PendingKey(
    PrivateKeyPair key, String orderUrl, Optional<RevocableCertificate> replaced) {

  private static final String REPLACED_CERTIFICATE = "replaced.crt";
  private static final String REPLACED_KEY = "replaced.key";

  /** A key after which nothing is revoked. */
  public PendingKey(PrivateKeyPair key, String orderUrl) {
    this(key, orderUrl, Optional.empty());
  }

  /** The name of a certificate's pending key. */
  public static String nameFor(String certificateName) {
    return certificateName + "-pending-key";
  }

  /** The Secret; it goes with the NodeCertificate. */
  public Secret toSecret(TlsSecret.Owner owner, OwnerReference reference) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(owner.namespace())
        .withName(nameFor(owner.name()))
        .addToLabels(SecretMetadata.PENDING_KEY, owner.name())
        .addToAnnotations(SecretMetadata.OWNER, owner.key())
        .addToAnnotations(SecretMetadata.ORDER_URL, orderUrl)
        .addToAnnotations(
            replaced
                .map(former -> Map.of(SecretMetadata.REPLACED_ACCOUNT, former.account()))
                .orElse(Map.of()))
        .withOwnerReferences(reference)
        .endMetadata()
        .withType("Opaque")
        .withData(data())
        .build();
  }

  private Map<String, String> data() {
    var data = new HashMap<String, String>();
    data.put(TlsSecret.KEY, SecretText.encode(PrivateKeyPem.write(key)));
    replaced.ifPresent(former -> {
      var chain = new CertificateChain(List.of(former.certificate()));
      data.put(REPLACED_CERTIFICATE, SecretText.encode(chain.toPem()));
      data.put(REPLACED_KEY, SecretText.encode(PrivateKeyPem.write(former.key())));
    });
    return data;
  }

  /** Reads a pending key; empty where the Secret is damaged. */
  public static Optional<PendingKey> of(Secret secret) {
    return SecretText.annotation(secret, SecretMetadata.ORDER_URL)
        .flatMap(order ->
            keyOf(secret, TlsSecret.KEY)
                .map(key -> new PendingKey(key, order, replacedOf(secret))));
  }

  /** Empty, too, where it is damaged, or its key is not its key. */
  private static Optional<RevocableCertificate> replacedOf(Secret secret) {
    return SecretText.annotation(secret, SecretMetadata.REPLACED_ACCOUNT)
        .flatMap(account ->
            keyOf(secret, REPLACED_KEY)
                .flatMap(key ->
                    certificateOf(secret)
                        .filter(certificate -> key.matches(certificate.getPublicKey()))
                        .map(certificate -> new RevocableCertificate(certificate, key, account))));
  }

  private static Optional<X509Certificate> certificateOf(Secret secret) {
    try {
      var text = SecretText.get(secret, REPLACED_CERTIFICATE);
      return text.isEmpty()
          ? Optional.empty()
          : Optional.of(CertificateChain.parse(text.get()).leaf());
    } catch (MalformedPemException e) {
      return Optional.empty();
    }
  }

  private static Optional<PrivateKeyPair> keyOf(Secret secret, String entry) {
    try {
      var text = SecretText.get(secret, entry);
      return text.isEmpty() ? Optional.empty() : Optional.of(PrivateKeyPem.read(text.get()));
    } catch (MalformedPemException e) {
      return Optional.empty();
    }
  }

  /** Whether a Secret is a pending key of ours. */
  public static boolean isOne(Secret secret) {
    return SecretText.hasLabel(secret, SecretMetadata.PENDING_KEY);
  }
}
