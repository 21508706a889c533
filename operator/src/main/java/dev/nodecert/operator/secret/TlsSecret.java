package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret that a proxy mounts, of type {@code kubernetes.io/tls}.
 *
 * @param provenance how the certificate came about
 */
public record TlsSecret(CertificateChain chain, PrivateKeyPair key, Provenance provenance) {

  public static final String TYPE = "kubernetes.io/tls";
  public static final String CHAIN = "tls.crt";
  public static final String KEY = "tls.key";

  /**
   * How a certificate came about; kept beside it, so that a status may be lost.
   *
   * @param orderHash hash of what was ordered
   */
  public record Provenance(
      Instant issuedAt, String orderHash, String account, String certificateUrl) {}

  /** The NodeCertificate that a Secret is for. */
  public record Owner(String namespace, String name, String uid) {
    /** Namespace and name, as they stand in the annotation. */
    public String key() {
      return namespace + "/" + name;
    }
  }

  /** The Secret as it is applied: our fields only. */
  public Secret toSecret(Owner owner, String secretName) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(owner.namespace())
        .withName(secretName)
        .addToLabels(SecretMetadata.CERTIFICATE, owner.name())
        .addToAnnotations(SecretMetadata.OWNER, owner.key())
        .addToAnnotations(SecretMetadata.OWNER_UID, owner.uid())
        .addToAnnotations(SecretMetadata.ISSUED_AT, provenance.issuedAt().toString())
        .addToAnnotations(SecretMetadata.ORDER_HASH, provenance.orderHash())
        .addToAnnotations(SecretMetadata.ACCOUNT, provenance.account())
        .addToAnnotations(SecretMetadata.CERTIFICATE_URL, provenance.certificateUrl())
        .endMetadata()
        .withType(TYPE)
        .withData(
            Map.of(
                CHAIN,
                SecretText.encode(chain.toPem()),
                KEY,
                SecretText.encode(PrivateKeyPem.write(key))))
        .build();
  }

  /**
   * Reads a Secret that is ours.
   *
   * @throws DamagedSecretException when anything of it is missing, damaged, or does not match
   */
  public static TlsSecret of(Secret secret) throws DamagedSecretException {
    var chain = chainOf(secret);
    var key = keyOf(secret);
    if (!key.matches(chain.leaf().getPublicKey())) {
      throw new DamagedSecretException("KeyMismatch", "Its tls.key is not the key of its tls.crt.");
    }
    return new TlsSecret(chain, key, provenanceOf(secret));
  }

  private static CertificateChain chainOf(Secret secret) throws DamagedSecretException {
    try {
      return CertificateChain.parse(entry(secret, CHAIN));
    } catch (MalformedPemException e) {
      throw new DamagedSecretException("CertificateDamaged", "Its tls.crt " + e.getMessage() + ".");
    }
  }

  private static PrivateKeyPair keyOf(Secret secret) throws DamagedSecretException {
    try {
      return PrivateKeyPem.read(entry(secret, KEY));
    } catch (MalformedPemException e) {
      throw new DamagedSecretException("KeyDamaged", "Its tls.key " + e.getMessage() + ".");
    }
  }

  private static String entry(Secret secret, String key) throws DamagedSecretException {
    return SecretText.get(secret, key)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new DamagedSecretException("SecretIncomplete", "It has no " + key + "."));
  }

  private static Provenance provenanceOf(Secret secret) throws DamagedSecretException {
    return new Provenance(
        issuedAt(secret),
        annotation(secret, SecretMetadata.ORDER_HASH),
        annotation(secret, SecretMetadata.ACCOUNT),
        annotation(secret, SecretMetadata.CERTIFICATE_URL));
  }

  private static Instant issuedAt(Secret secret) throws DamagedSecretException {
    try {
      return Instant.parse(annotation(secret, SecretMetadata.ISSUED_AT));
    } catch (DateTimeException e) {
      throw new DamagedSecretException(
          "MetadataDamaged", "Its annotation " + SecretMetadata.ISSUED_AT + " is no time.");
    }
  }

  private static String annotation(Secret secret, String name) throws DamagedSecretException {
    return SecretText.annotation(secret, name)
        .orElseThrow(() ->
            new DamagedSecretException("MetadataDamaged", "It has no annotation " + name + "."));
  }

  /** Whose a Secret is: namespace and name of a NodeCertificate. */
  public static Optional<String> ownerOf(Secret secret) {
    return SecretText.hasLabel(secret, SecretMetadata.CERTIFICATE)
        ? SecretText.annotation(secret, SecretMetadata.OWNER)
        : Optional.empty();
  }
}
