package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.CertificateSource;
import dev.nodecert.operator.authority.AuthorityState;
import dev.nodecert.operator.authority.ClusterAuthority;
import dev.nodecert.operator.authority.NamePolicy;
import dev.nodecert.operator.authority.NamesRequest;
import dev.nodecert.operator.certificate.AccountState.Present;
import java.util.List;

/** Finds out what the cluster CA can do for a NodeCertificate, if it has to do anything. */
final class SignatureFinder {

  private final ClusterAuthority authority;
  private final NamePolicy policy;

  SignatureFinder(ClusterAuthority authority, NamePolicy policy) {
    this.authority = authority;
    this.policy = policy;
  }

  /** Nobody asks for the CA, and so makes one, who can do without. */
  SignatureState find(Observation o) {
    return o.desired().source().kind() == CertificateSource.ClusterCA || FallbackChecks.isWanted(o)
        ? of(o, maySign(o) ? authority.state(o.now()) : authority.known(o.now()))
        : new SignatureState.NotNeeded();
  }

  /** No CA is made for what is not signed anyway. */
  private static boolean maySign(Observation o) {
    return !o.isSuspended()
        && !o.certificate().isMarkedForDeletion()
        && RefusalChecks.writing(o).isEmpty();
  }

  private SignatureState of(Observation o, AuthorityState state) {
    return switch (state) {
      case AuthorityState.Ready(var material, _, _) ->
          new SignatureState.Available(
              material, policy.decide(request(o), name -> isGranted(o, name), material));
      case AuthorityState.Objectionable objectionable ->
          new SignatureState.Unavailable(
              new Finding(objectionable.finding().reason(), objectionable.finding().message()));
      case AuthorityState.Missing missing ->
          new SignatureState.Unavailable(
              new Finding(missing.reason(), "The cluster CA is not made yet."));
    };
  }

  private static NamesRequest request(Observation o) {
    return new NamesRequest(o.namespace(), o.desired().nodeName(), o.desired().signedNames());
  }

  /** What an account grants for orders, it grants for what stands in; not what another has. */
  private static boolean isGranted(Observation o, String name) {
    return o.account() instanceof Present(var account)
        && AccountGrants.refused(account.getSpec().allow(), o.namespace(), List.of(name)).isEmpty()
        && o.neighbours().claims().stream().noneMatch(claim -> claim.name().equals(name));
  }
}
