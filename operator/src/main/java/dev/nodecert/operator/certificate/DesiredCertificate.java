package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeDomain;
import dev.nodecert.api.v1alpha1.CertificatePrivateKey;
import dev.nodecert.api.v1alpha1.DeletionPolicy;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.KeyType;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a NodeCertificate's spec asks for, with its defaults filled in. */
record DesiredCertificate(
    SecretTarget target,
    String nodeName,
    String account,
    SortedMap<String, DesiredDomain> domains,
    Optional<String> profile,
    KeyType keyType) {

  static DesiredCertificate of(NodeCertificate certificate) {
    var spec = certificate.getSpec();
    var wanted = Optional.ofNullable(spec.privateKey());
    var acme = Objects.requireNonNull(spec.acme(), "the CRD asks for spec.acme");
    return new DesiredCertificate(
        target(certificate),
        Optional.ofNullable(spec.nodeName()).orElse(certificate.getMetadata().getName()),
        acme.accountRef().name(),
        byName(acme.domains()),
        Optional.ofNullable(acme.profile()),
        KeyType.of(
            wanted.map(CertificatePrivateKey::algorithm).map(KeyAlgorithm::name),
            wanted.map(CertificatePrivateKey::size)));
  }

  private static SortedMap<String, DesiredDomain> byName(List<AcmeDomain> domains) {
    return domains.stream()
        .map(DesiredDomain::of)
        .collect(Collectors.toMap(DesiredDomain::name, d -> d, (one, _) -> one, TreeMap::new));
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

  /** The names that the certificate is for. */
  SortedSet<String> names() {
    return new TreeSet<>(domains.keySet());
  }

  /** The plugins that prove them. */
  SortedSet<String> plugins() {
    return domains.values().stream()
        .map(DesiredDomain::plugin)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String secretName() {
    return target.name();
  }

  /** A hash of all that makes an order another order. */
  String orderHash(URI directory) {
    return TextHash.of(
        String.join(
            "\n",
            directory.toString(),
            String.join(",", domains.keySet()),
            keyType.algorithm(),
            keyType.size() + profile.map(wanted -> "\n" + wanted).orElse("")));
  }
}
