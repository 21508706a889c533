package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AccountGrant;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import dev.nodecert.operator.certificate.Neighbours.Claim;
import dev.nodecert.operator.certificate.Neighbours.FormerSecret;
import dev.nodecert.operator.secret.SecretTarget;
import dev.nodecert.operator.secret.TlsSecret;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds, in the caches, who else wants what a NodeCertificate wants, and what it has left behind.
 */
final class NeighbourFinder {

  private final Predicate<String> isNodeCertificate;

  NeighbourFinder(Predicate<String> isNodeCertificate) {
    this.isNodeCertificate = isNodeCertificate;
  }

  Neighbours find(
      NodeCertificate certificate,
      Optional<AcmeAccount> account,
      Context<NodeCertificate> context) {
    return new Neighbours(
        formerSecrets(certificate, context),
        account.map(a -> claims(certificate, a, context)).orElse(List.of()),
        secretClaim(certificate, context));
  }

  private List<FormerSecret> formerSecrets(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    var name = DesiredCertificate.secretName(certificate);
    return CertificateInputs.secretsOf(certificate, context)
        .filter(secret -> !secret.getMetadata().getName().equals(name))
        .map(secret -> formerSecret(certificate, secret))
        .toList();
  }

  private FormerSecret formerSecret(NodeCertificate certificate, Secret secret) {
    var name = secret.getMetadata().getName();
    var target = SecretTarget.of(DesiredCertificate.owner(certificate), name);
    return new FormerSecret(
        name,
        new SecretInspection(target, Optional.empty(), isNodeCertificate)
            .inspect(Optional.of(secret))
            .held()
            .map(SecretState.Held::content));
  }

  private static List<Claim> claims(
      NodeCertificate certificate, AcmeAccount account, Context<NodeCertificate> context) {
    return DesiredCertificate.of(certificate).signedNames().stream()
        .flatMap(name -> claim(name, certificate, account, context).stream())
        .toList();
  }

  private static Optional<Claim> claim(
      String name,
      NodeCertificate certificate,
      AcmeAccount account,
      Context<NodeCertificate> context) {
    return CertificateInputs.ordering(name, account, context)
        .filter(other -> !isBeside(other, certificate))
        .filter(other -> mayOrder(other, name, account.getSpec().allow()))
        .filter(other -> Seniority.precedes(other, certificate))
        .findFirst()
        .map(other -> new Claim(name, DesiredCertificate.owner(other).key()));
  }

  private static boolean isBeside(NodeCertificate other, NodeCertificate certificate) {
    return other.getMetadata().getNamespace().equals(certificate.getMetadata().getNamespace());
  }

  /** Who is not served claims nothing. */
  private static boolean mayOrder(NodeCertificate other, String name, List<AccountGrant> grants) {
    return AccountGrants.refused(grants, other.getMetadata().getNamespace(), List.of(name))
        .isEmpty();
  }

  private static Optional<String> secretClaim(
      NodeCertificate certificate, Context<NodeCertificate> context) {
    return CertificateInputs.wantingSecretOf(certificate, context)
        .filter(other -> Seniority.precedes(other, certificate))
        .findFirst()
        .map(DesiredCertificate::owner)
        .map(TlsSecret.Owner::key);
  }
}
