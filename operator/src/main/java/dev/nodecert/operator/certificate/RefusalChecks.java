package dev.nodecert.operator.certificate;

import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmeProfile;
import dev.nodecert.operator.certificate.AccountState.Present;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why nothing is done until a Kubernetes object is changed: the first that holds. */
final class RefusalChecks {

  private static final List<Function<Observation, Optional<Finding>>> WRITING =
      List.of(
          RefusalChecks::inOperatorNamespace,
          RefusalChecks::secretForeign,
          RefusalChecks::secretClaimed);

  private static final List<Function<Observation, Optional<Finding>>> ORDERING =
      List.of(
          RefusalChecks::accountMissing,
          RefusalChecks::namespaceNotAllowed,
          RefusalChecks::domainsNotAllowed,
          RefusalChecks::profileNotOffered,
          PluginChecks::first,
          RefusalChecks::nameClaimed);

  private RefusalChecks() {}

  static Optional<Finding> first(Observation o) {
    return writing(o).or(() -> source(o));
  }

  /** Why the Secret is not written, wherever its certificate comes from. */
  static Optional<Finding> writing(Observation o) {
    return firstOf(WRITING, o);
  }

  /** Why the certificate cannot be had from where spec says. */
  static Optional<Finding> source(Observation o) {
    return switch (o.desired().source()) {
      case DesiredOrder _ -> firstOf(ORDERING, o);
      case DesiredSource.Uploaded _ ->
          o.upload() instanceof UploadState.Refused(var why, _)
              ? Optional.of(why)
              : Optional.empty();
      case DesiredSource.Signed _ ->
          o.signature() instanceof SignatureState.Unavailable(var why)
              ? Optional.of(why)
              : Optional.empty();
    };
  }

  private static Optional<Finding> firstOf(
      List<Function<Observation, Optional<Finding>>> checks, Observation o) {
    return checks.stream().flatMap(check -> check.apply(o).stream()).findFirst();
  }

  private static Optional<Finding> inOperatorNamespace(Observation o) {
    return o.namespace().equals(o.operatorNamespace())
        ? found(
            "NamespaceNotAllowed",
            "Namespace %s is the operator's own and holds its keys. Make the NodeCertificate in the"
                    .formatted(o.namespace())
                + " namespace of its proxy.")
        : Optional.empty();
  }

  private static Optional<Finding> accountMissing(Observation o) {
    return o.account() instanceof AccountState.Missing
        ? found(
            "AccountNotFound",
            "There is no AcmeAccount %s. Make it, or name another one in spec.acme.accountRef."
                .formatted(o.order().account()))
        : Optional.empty();
  }

  private static Optional<Finding> namespaceNotAllowed(Observation o) {
    return o.account() instanceof Present(var account)
            && !AccountGrants.allowNamespace(account.getSpec().allow(), o.namespace())
        ? found(
            "NamespaceNotAllowed",
            "AcmeAccount %s does not serve namespace %s. Ask the cluster's admin to add it to the"
                    .formatted(o.order().account(), o.namespace())
                + " account's spec.allow.")
        : Optional.empty();
  }

  private static Optional<Finding> domainsNotAllowed(Observation o) {
    if (!(o.account() instanceof Present(var account))) {
      return Optional.empty();
    }
    var refused =
        AccountGrants.refused(account.getSpec().allow(), o.namespace(), o.order().names());
    return refused.isEmpty()
        ? Optional.empty()
        : found(
            "DomainNotAllowed",
            "AcmeAccount %s does not serve %s for namespace %s. Ask the cluster's admin to add it to"
                    .formatted(o.order().account(), NameList.of(refused), o.namespace())
                + " the account's spec.allow.");
  }

  private static Optional<Finding> profileNotOffered(Observation o) {
    return offeredProfiles(o)
        .flatMap(offered ->
            o.order()
                .profile()
                .filter(wanted -> !offered.contains(wanted))
                .map(wanted ->
                    new Finding(
                        "ProfileNotOffered",
                        "The CA of AcmeAccount %s has no profile %s; it has: %s. Set spec.acme.profile to one"
                                .formatted(o.order().account(), wanted, NameList.of(offered))
                            + " of these, or remove it.")));
  }

  /** Empty while the CA's directory is not known. */
  private static Optional<SortedSet<String>> offeredProfiles(Observation o) {
    return o.knownAccount()
        .map(AcmeAccount::getStatus)
        .filter(status -> status.directoryCheckedAt() != null)
        .map(status ->
            status.profiles().stream()
                .map(AcmeProfile::name)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** A CA uses valid authorizations again: one tenant's proof would serve another. */
  private static Optional<Finding> nameClaimed(Observation o) {
    return o.neighbours().claims().stream()
        .filter(claim -> o.order().names().contains(claim.name()))
        .findFirst()
        .map(claim ->
            new Finding(
                "NameClaimed",
                "%s belongs to the older NodeCertificate %s, and under one AcmeAccount a name belongs to"
                        .formatted(claim.name(), claim.holder())
                    + " one namespace. Remove it there or here, or use another account."));
  }

  /** Before there is a Secret, its name is whose asked first. */
  private static Optional<Finding> secretClaimed(Observation o) {
    return o.secret() instanceof SecretState.Missing
        ? o.neighbours()
            .secretClaim()
            .map(holder ->
                new Finding(
                    "SecretNotOurs",
                    "Secret %s is asked for by the older NodeCertificate %s too. Set spec.secretName to"
                            .formatted(o.desired().secretName(), holder)
                        + " another name."))
        : Optional.empty();
  }

  private static Optional<Finding> secretForeign(Observation o) {
    return secret(o.secret());
  }

  /** Why a Secret cannot be written. */
  static Optional<Finding> secret(SecretState state) {
    return switch (state) {
      case SecretState.Foreign(var finding) -> Optional.of(finding);
      case SecretState.Unwritable(var finding, _) -> Optional.of(finding);
      case SecretState.Missing _, SecretState.Damaged _, SecretState.Held _ -> Optional.empty();
    };
  }

  private static Optional<Finding> found(String reason, String message) {
    return Optional.of(new Finding(reason, message));
  }
}
