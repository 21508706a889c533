package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeSource;
import dev.nodecert.api.v1alpha1.CertificatePrivateKey;
import dev.nodecert.api.v1alpha1.DeletionPolicy;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.api.v1alpha1.KeyRotation;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TextHash;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.CertificateChain;
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
import java.util.stream.Stream;

/** What a NodeCertificate's spec asks for, with its defaults filled in. */
record DesiredCertificate(
    SecretTarget target,
    String nodeName,
    String account,
    SortedMap<String, DesiredDomain> domains,
    Optional<String> profile,
    Optional<String> preferredChain,
    KeyType keyType,
    KeyRotation keyRotation) {

  static DesiredCertificate of(NodeCertificate certificate) {
    var spec = certificate.getSpec();
    var wanted = Optional.ofNullable(spec.privateKey());
    var acme = Objects.requireNonNull(spec.acme(), "the CRD asks for spec.acme");
    return new DesiredCertificate(
        target(certificate),
        Optional.ofNullable(spec.nodeName()).orElse(certificate.getMetadata().getName()),
        acme.accountRef().name(),
        byName(acme),
        Optional.ofNullable(acme.profile()),
        Optional.ofNullable(acme.preferredChain()),
        KeyType.of(
            wanted.map(CertificatePrivateKey::algorithm).map(KeyAlgorithm::name),
            wanted.map(CertificatePrivateKey::size)),
        wanted.map(CertificatePrivateKey::rotation).orElse(KeyRotation.Always));
  }

  private static SortedMap<String, DesiredDomain> byName(AcmeSource acme) {
    return Stream.concat(
            acme.domains().stream().map(DesiredDomain::of),
            acme.ipAddresses().stream().map(DesiredDomain::ofAddress))
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

  /** The domain names among them. */
  List<String> dnsNames() {
    return domains.values().stream().filter(d -> !d.isAddress()).map(DesiredDomain::name).toList();
  }

  /** The IP addresses among them. */
  List<String> ipAddresses() {
    return domains.values().stream()
        .filter(DesiredDomain::isAddress)
        .map(DesiredDomain::name)
        .toList();
  }

  /** The plugins that prove them. */
  SortedSet<String> plugins() {
    return domains.values().stream()
        .map(DesiredDomain::plugin)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether a chain is of those that the spec would rather have. */
  boolean prefers(CertificateChain chain) {
    return preferredChain.isEmpty() || preferredChain.equals(chain.topIssuer());
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
