package dev.nodecert.operator.secret;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.CertificateFacts;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The Secret that a proxy mounts, of type {@code kubernetes.io/tls}.
 *
 * @param provenance how the certificate came about
 */
public record TlsSecret(
    CertificateChain chain, PrivateKeyPair key, Provenance provenance, Standing standing) {

  public static final String TYPE = "kubernetes.io/tls";
  public static final String CHAIN = "tls.crt";
  public static final String KEY = "tls.key";

  private static final Provenance UNKNOWN =
      Provenance.of(CertificateSource.ACME, Instant.EPOCH, "");

  // What a status has room for.
  private static final int MAX_NAME = 253;
  private static final int MAX_URL = 2048;
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");

  /**
   * How a certificate came about; kept beside it, so that a status may be lost.
   *
   * @param orderHash hash of what was ordered, or asked for otherwise
   * @param account the AcmeAccount that ordered it; empty where none did
   * @param certificateUrl where the CA has it; empty where it has none
   */
  public record Provenance(
      CertificateSource source,
      Instant issuedAt,
      String orderHash,
      String account,
      String certificateUrl) {

    /** Of a certificate that an AcmeAccount has ordered. */
    public static Provenance ordered(
        Instant issuedAt, String orderHash, String account, String certificateUrl) {
      return new Provenance(CertificateSource.ACME, issuedAt, orderHash, account, certificateUrl);
    }

    /** Of a certificate that no AcmeAccount has ordered. */
    public static Provenance of(CertificateSource source, Instant issuedAt, String hash) {
      return new Provenance(source, issuedAt, hash, "", "");
    }
  }

  /** What its CA was told of a certificate. */
  public enum Standing {
    GOOD,
    REVOKED
  }

  /** A certificate that nobody has revoked. */
  public TlsSecret(CertificateChain chain, PrivateKeyPair key, Provenance provenance) {
    this(chain, key, provenance, Standing.GOOD);
  }

  /** Whether the certificate came from there. */
  public boolean isFrom(CertificateSource source) {
    return provenance.source() == source;
  }

  /** Whether the certificate was revoked. */
  public boolean isRevoked() {
    return standing == Standing.REVOKED;
  }

  /** The same, revoked. */
  public TlsSecret revoked() {
    return new TlsSecret(chain, key, provenance, Standing.REVOKED);
  }

  /** What it takes to revoke it. */
  public RevocableCertificate revocable() {
    return new RevocableCertificate(chain.leaf(), key, provenance.account());
  }

  /** The NodeCertificate that a Secret is for. */
  public record Owner(String namespace, String name, String uid) {
    /** Namespace and name, as they stand in the annotation. */
    public String key() {
      return namespace + "/" + name;
    }
  }

  /** The Secret as it is applied: our fields only. */
  public Secret toSecret(SecretTarget target) {
    var owner = target.owner();
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(owner.namespace())
        .withName(target.name())
        .addToLabels(target.template().labels())
        .addToLabels(SecretMetadata.CERTIFICATE, owner.name())
        .addToAnnotations(target.template().annotations())
        .addToAnnotations(SecretMetadata.OWNER, owner.key())
        .addToAnnotations(SecretMetadata.OWNER_UID, owner.uid())
        .addToAnnotations(SecretMetadata.TEMPLATE_HASH, hash(target.template()))
        .addToAnnotations(SecretMetadata.SOURCE, provenance.source().name())
        .addToAnnotations(SecretMetadata.ISSUED_AT, provenance.issuedAt().toString())
        .addToAnnotations(SecretMetadata.ORDER_HASH, provenance.orderHash())
        .addToAnnotations(SecretMetadata.ACCOUNT, provenance.account())
        .addToAnnotations(SecretMetadata.CERTIFICATE_URL, provenance.certificateUrl())
        .addToAnnotations(isRevoked() ? Map.of(SecretMetadata.REVOKED, serial(chain)) : Map.of())
        .withOwnerReferences(target.ownerReference().stream().toList())
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

  private static String serial(CertificateChain chain) {
    return CertificateFacts.of(chain.leaf()).serial();
  }

  /** So that what spec no longer asks for is seen to be there still. */
  private static String hash(SecretTarget.Template template) {
    return TextHash.of(
        new TreeMap<>(template.labels()) + "\n" + new TreeMap<>(template.annotations()));
  }

  /**
   * Reads a Secret that is ours.
   *
   * @throws DamagedSecretException when anything of it is missing, damaged, or does not match
   */
  public static TlsSecret of(Secret secret) throws DamagedSecretException {
    var pair = of(secret, UNKNOWN);
    return new TlsSecret(pair.chain(), pair.key(), provenanceOf(secret), pair.standing());
  }

  /**
   * Reads key and certificates of a Secret that is ours, whatever its annotations say.
   *
   * @throws DamagedSecretException when they are missing, damaged, or do not match
   */
  public static TlsSecret of(Secret secret, Provenance known) throws DamagedSecretException {
    var chain = chainOf(secret);
    var key = keyOf(secret);
    if (!key.matches(chain.leaf().getPublicKey())) {
      throw new DamagedSecretException("KeyMismatch", "Its tls.key is not the key of its tls.crt.");
    }
    return new TlsSecret(chain, key, known, standingOf(secret, chain));
  }

  /** By its serial number, so that the word is not about another certificate that came since. */
  private static Standing standingOf(Secret secret, CertificateChain chain) {
    return SecretText.annotation(secret, SecretMetadata.REVOKED)
            .filter(serial(chain)::equals)
            .isPresent()
        ? Standing.REVOKED
        : Standing.GOOD;
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
        source(secret),
        issuedAt(secret),
        annotation(secret, SecretMetadata.ORDER_HASH, MAX_NAME),
        annotation(secret, SecretMetadata.ACCOUNT, MAX_NAME),
        annotation(secret, SecretMetadata.CERTIFICATE_URL, MAX_URL));
  }

  /** Where a Secret says that its certificate came from. */
  public static Optional<CertificateSource> sourceOf(Secret secret) {
    return SecretText.annotation(secret, SecretMetadata.SOURCE)
        .flatMap(name ->
            Arrays.stream(CertificateSource.values())
                .filter(source -> source.name().equals(name))
                .findFirst());
  }

  private static CertificateSource source(Secret secret) throws DamagedSecretException {
    return sourceOf(secret)
        .orElseThrow(() ->
            new DamagedSecretException(
                "MetadataDamaged", "Its annotation " + SecretMetadata.SOURCE + " is no source."));
  }

  private static Instant issuedAt(Secret secret) throws DamagedSecretException {
    try {
      var at = Instant.parse(annotation(secret, SecretMetadata.ISSUED_AT, MAX_NAME));
      if (!at.isBefore(Instant.EPOCH) && at.isBefore(END_OF_TIME)) {
        return at;
      }
    } catch (DateTimeException _) {
      // Told below.
    }
    throw new DamagedSecretException(
        "MetadataDamaged", "Its annotation " + SecretMetadata.ISSUED_AT + " is no time.");
  }

  /** When the certificate was put into a Secret, as far as that says so. */
  public static Optional<Instant> issuedAtOf(Secret secret) {
    try {
      return Optional.of(issuedAt(secret));
    } catch (DamagedSecretException e) {
      return Optional.empty();
    }
  }

  private static String annotation(Secret secret, String name, int max)
      throws DamagedSecretException {
    return SecretText.annotation(secret, name)
        .filter(value -> value.length() <= max)
        .orElseThrow(() ->
            new DamagedSecretException(
                "MetadataDamaged",
                "It has no annotation %s of at most %d characters.".formatted(name, max)));
  }

  /** Whose a Secret is: namespace and name of a NodeCertificate. */
  public static Optional<String> ownerOf(Secret secret) {
    return SecretText.label(secret, SecretMetadata.CERTIFICATE)
        .map(name ->
            SecretText.annotation(secret, SecretMetadata.OWNER)
                .orElseGet(() -> secret.getMetadata().getNamespace() + "/" + name));
  }

  /** Whether a Secret says that it was made for the NodeCertificate of a UID. */
  public static boolean bearsUid(Secret secret, String uid) {
    return SecretText.annotation(secret, SecretMetadata.OWNER_UID).filter(uid::equals).isPresent();
  }

  /** Whether a Secret has the labels, annotations and owners that it should have. */
  public static boolean bearsMetadataOf(Secret secret, Secret wanted) {
    var has = secret.getMetadata();
    var wants = wanted.getMetadata();
    return SecretText.contains(has.getLabels(), wants.getLabels())
        && SecretText.contains(has.getAnnotations(), wants.getAnnotations())
        && owners(has).equals(owners(wants));
  }

  /** Owners of other kinds are no business of ours. */
  private static Set<String> owners(ObjectMeta metadata) {
    return metadata.getOwnerReferences().stream()
        .filter(owner -> owner.getKind().equals("NodeCertificate"))
        .map(OwnerReference::getUid)
        .collect(Collectors.toSet());
  }
}
