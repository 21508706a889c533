package dev.nodecert.operator.secret;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.MalformedPemException;
import dev.nodecert.operator.x509.PrivateKeyPair;
import dev.nodecert.operator.x509.PrivateKeyPem;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Secret with the cluster's CA, in the operator's namespace, of type {@code kubernetes.io/tls}.
 *
 * @param signer what signs now
 * @param next what is to sign once clients know it
 * @param alsoTrusted what clients trust besides: CAs that signed before, or what a user says
 */
public record AuthoritySecret(
    Signer signer, Optional<Signer> next, List<X509Certificate> alsoTrusted) {

  /** The Secret's name. */
  public static final String NAME = "nodecert-ca";

  private static final String NEXT_CHAIN = "next.crt";
  private static final String NEXT_KEY = "next.key";
  private static final String FORMER = "former.crt";

  /** By convention what clients trust, in a Secret that a user brings. */
  private static final String TRUSTED = "ca.crt";

  public AuthoritySecret {
    alsoTrusted = List.copyOf(alsoTrusted);
  }

  /**
   * A CA with its key.
   *
   * @param chain the CA's own certificate first, then those above it
   */
  public record Signer(CertificateChain chain, PrivateKeyPair key) {
    /** The CA's own certificate. */
    public X509Certificate certificate() {
      return chain.leaf();
    }
  }

  /** A CA that has just been made. */
  public static AuthoritySecret of(Signer signer) {
    return new AuthoritySecret(signer, Optional.empty(), List.of());
  }

  /** The Secret as it is made. */
  public Secret toSecret(String namespace) {
    return writtenTo(
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(NAME)
            .addToLabels(SecretMetadata.CLUSTER_CA, "true")
            .endMetadata()
            .withType(TlsSecret.TYPE)
            .build());
  }

  /** A Secret that was read, with this in place of what it held; all else of it stays. */
  public Secret writtenTo(Secret read) {
    var data = new HashMap<>(read.getData() == null ? Map.<String, String>of() : read.getData());
    put(data, TlsSecret.CHAIN, Optional.of(signer.chain().toPem()));
    put(data, TlsSecret.KEY, Optional.of(PrivateKeyPem.write(signer.key())));
    put(data, NEXT_CHAIN, next.map(it -> it.chain().toPem()));
    put(data, NEXT_KEY, next.map(it -> PrivateKeyPem.write(it.key())));
    put(
        data,
        FORMER,
        alsoTrusted.isEmpty()
            ? Optional.empty()
            : Optional.of(new CertificateChain(alsoTrusted).toPem()));
    return new SecretBuilder(read).withData(data).build();
  }

  private static void put(Map<String, String> data, String entry, Optional<String> text) {
    text.ifPresentOrElse(
        value -> data.put(entry, SecretText.encode(value)), () -> data.remove(entry));
  }

  /** Whether NodeCert made a Secret. */
  public static boolean isOurs(Secret secret) {
    return SecretText.hasLabel(secret, SecretMetadata.CLUSTER_CA);
  }

  /**
   * Reads a Secret of ours.
   *
   * @throws DamagedSecretException when anything of it is missing, damaged, or does not match
   */
  public static AuthoritySecret ofOurs(Secret secret) throws DamagedSecretException {
    var next =
        SecretText.get(secret, NEXT_CHAIN).isPresent()
            ? Optional.of(signer(secret, NEXT_CHAIN, NEXT_KEY))
            : Optional.<Signer>empty();
    return new AuthoritySecret(
        signer(secret, TlsSecret.CHAIN, TlsSecret.KEY), next, certificates(secret, FORMER));
  }

  /**
   * Reads a Secret that a user brings.
   *
   * @throws DamagedSecretException when anything of it is missing, damaged, or does not match
   */
  public static AuthoritySecret ofUser(Secret secret) throws DamagedSecretException {
    return new AuthoritySecret(
        signer(secret, TlsSecret.CHAIN, TlsSecret.KEY),
        Optional.empty(),
        certificates(secret, TRUSTED));
  }

  private static Signer signer(Secret secret, String chainEntry, String keyEntry)
      throws DamagedSecretException {
    var chain = chain(secret, chainEntry);
    var key = key(secret, keyEntry);
    if (!key.matches(chain.leaf().getPublicKey())) {
      throw new DamagedSecretException(
          "KeyMismatch",
          "Its %s is not the key of the first certificate in its %s."
              .formatted(keyEntry, chainEntry));
    }
    return new Signer(chain, key);
  }

  private static List<X509Certificate> certificates(Secret secret, String entry)
      throws DamagedSecretException {
    return SecretText.get(secret, entry).isEmpty()
        ? List.of()
        : chain(secret, entry).certificates();
  }

  private static CertificateChain chain(Secret secret, String entry) throws DamagedSecretException {
    try {
      return CertificateChain.parse(text(secret, entry));
    } catch (MalformedPemException e) {
      throw new DamagedSecretException(
          "CertificateDamaged", "Its %s %s.".formatted(entry, e.getMessage()));
    }
  }

  private static PrivateKeyPair key(Secret secret, String entry) throws DamagedSecretException {
    try {
      return PrivateKeyPem.read(text(secret, entry));
    } catch (MalformedPemException e) {
      throw new DamagedSecretException("KeyDamaged", "Its %s %s.".formatted(entry, e.getMessage()));
    }
  }

  private static String text(Secret secret, String entry) throws DamagedSecretException {
    return SecretText.get(secret, entry)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () -> new DamagedSecretException("SecretIncomplete", "It has no " + entry + "."));
  }
}
