package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeDomain;
import dev.nodecert.api.v1alpha1.CertificatePrivateKey;
import dev.nodecert.api.v1alpha1.KeyAlgorithm;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.secret.TlsSecret;
import dev.nodecert.operator.x509.KeyType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a NodeCertificate's spec asks for, with its defaults filled in. */
record DesiredCertificate(
    TlsSecret.Owner owner,
    String secretName,
    String account,
    SortedSet<String> names,
    KeyType keyType) {

  static DesiredCertificate of(NodeCertificate certificate) {
    var metadata = certificate.getMetadata();
    var spec = certificate.getSpec();
    var wanted = Optional.ofNullable(spec.privateKey());
    var acme = Objects.requireNonNull(spec.acme(), "the CRD asks for spec.acme");
    return new DesiredCertificate(
        new TlsSecret.Owner(metadata.getNamespace(), metadata.getName(), metadata.getUid()),
        secretName(certificate),
        acme.accountRef().name(),
        acme.domains().stream()
            .map(AcmeDomain::domain)
            .collect(Collectors.toCollection(TreeSet::new)),
        KeyType.of(
            wanted.map(CertificatePrivateKey::algorithm).map(KeyAlgorithm::name),
            wanted.map(CertificatePrivateKey::size)));
  }

  static String secretName(NodeCertificate certificate) {
    var wanted = certificate.getSpec().secretName();
    return wanted == null ? certificate.getMetadata().getName() + "-tls" : wanted;
  }

  /** A hash of all that makes an order another order. */
  String orderHash(URI directory) {
    var ordered =
        String.join(
            "\n",
            directory.toString(),
            String.join(",", names),
            keyType.algorithm(),
            Integer.toString(keyType.size()));
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(ordered.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
