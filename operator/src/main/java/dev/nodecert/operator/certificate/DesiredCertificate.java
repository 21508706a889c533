package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificatePrivateKey;
import dev.nodecert.api.v1alpha1.CustomSource;
import dev.nodecert.api.v1alpha1.DeletionPolicy;
import dev.nodecert.api.v1alpha1.Fallback;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.api.v1alpha1.KeyRotation;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.api.v1alpha1.NodeCertificateSpec;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.KeyType;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a NodeCertificate's spec asks for, with its defaults filled in.
 *
 * @param signedNames names and addresses that a certificate of the cluster CA is for, besides the
 *     node's own
 * @param fallback when a certificate of the cluster CA stands in
 */
record DesiredCertificate(
    SecretTarget target,
    String nodeName,
    DesiredSource source,
    SortedSet<String> signedNames,
    Fallback fallback,
    KeyType keyType,
    KeyRotation keyRotation) {

  static DesiredCertificate of(NodeCertificate certificate) {
    var spec = certificate.getSpec();
    var wanted = Optional.ofNullable(spec.privateKey());
    return new DesiredCertificate(
        target(certificate),
        Optional.ofNullable(spec.nodeName()).orElse(certificate.getMetadata().getName()),
        source(spec),
        signedNames(spec),
        Optional.ofNullable(spec.fallback()).orElse(Fallback.UntilIssued),
        KeyType.of(
            wanted.map(CertificatePrivateKey::algorithm).map(KeyAlgorithm::name),
            wanted.map(CertificatePrivateKey::size)),
        wanted.map(CertificatePrivateKey::rotation).orElse(KeyRotation.Always));
  }

  private static SortedSet<String> signedNames(NodeCertificateSpec spec) {
    var names = new TreeSet<String>();
    if (spec.acme() != null) {
      names.addAll(DesiredOrder.of(spec.acme()).names());
    }
    if (spec.clusterCA() != null) {
      names.addAll(spec.clusterCA().dnsNames());
      names.addAll(spec.clusterCA().ipAddresses());
    }
    return names;
  }

  private static DesiredSource source(NodeCertificateSpec spec) {
    return switch (spec.source()) {
      case ACME -> DesiredOrder.of(Objects.requireNonNull(spec.acme(), "the CRD asks for acme"));
      case Custom -> upload(Objects.requireNonNull(spec.custom(), "the CRD asks for custom"));
      case ClusterCA -> new DesiredSource.Signed();
      case null -> new DesiredSource.Signed();
    };
  }

  private static DesiredSource.Uploaded upload(CustomSource custom) {
    return new DesiredSource.Uploaded(
        custom.secretRef().name(), Optional.ofNullable(custom.passphraseSecretRef()));
  }

  /** What is to be ordered; empty where the certificate comes from elsewhere. */
  Optional<DesiredOrder> ordered() {
    return source instanceof DesiredOrder order ? Optional.of(order) : Optional.empty();
  }

  /** What is to be ordered, where it is known that the certificate is. */
  DesiredOrder order() {
    return ordered()
        .orElseThrow(() -> new IllegalStateException("nothing is ordered from " + source.kind()));
  }

  /** A hash of all that makes an order another order. */
  String orderHash(URI directory) {
    return order().hash(directory, keyType);
  }

  private static SecretTarget target(NodeCertificate certificate) {
    var spec = certificate.getSpec();
    return new SecretTarget(
        owner(certificate),
        secretName(certificate),
        Optional.ofNullable(spec.secretTemplate())
            .map(wanted -> new SecretTarget.Template(wanted.labels(), wanted.annotations()))
            .orElse(SecretTarget.Template.EMPTY),
        Optional.ofNullable(spec.deletionPolicy())
            .filter(DeletionPolicy.Delete::equals)
            .map(_ -> ownerReference(certificate)));
  }

  static TlsSecret.Owner owner(NodeCertificate certificate) {
    var metadata = certificate.getMetadata();
    return new TlsSecret.Owner(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }

  /** By which what is ours goes with the NodeCertificate. */
  static OwnerReference ownerReference(NodeCertificate certificate) {
    return new OwnerReferenceBuilder()
        .withApiVersion(certificate.getApiVersion())
        .withKind(certificate.getKind())
        .withName(certificate.getMetadata().getName())
        .withUid(certificate.getMetadata().getUid())
        .build();
  }

  static String secretName(NodeCertificate certificate) {
    var wanted = certificate.getSpec().secretName();
    return wanted == null ? certificate.getMetadata().getName() + "-tls" : wanted;
  }

  TlsSecret.Owner owner() {
    return target.owner();
  }

  String secretName() {
    return target.name();
  }
}
