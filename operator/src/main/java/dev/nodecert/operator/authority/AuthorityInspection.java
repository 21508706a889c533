package dev.nodecert.operator.authority;

import dev.nodecert.operator.authority.AuthoritySeen.Leaves;
import dev.nodecert.operator.authority.PublishedAuthority.Announced;
import dev.nodecert.operator.secret.AuthoritySecret;
import dev.nodecert.operator.secret.Consent;
import dev.nodecert.operator.secret.DamagedSecretException;
import dev.nodecert.operator.secret.SecretMetadata;
import dev.nodecert.operator.x509.CertificateChain;
import io.fabric8.kubernetes.api.model.Secret;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides from what is seen of the CA how it stands with it. */
final class AuthorityInspection {

  private static final String NAME = AuthoritySecret.NAME;

  private final AuthoritySeen seen;
  private final PublishedAuthority published;
  private final Instant now;

  private AuthorityInspection(AuthoritySeen seen, Instant now) {
    this.seen = seen;
    this.published = seen.published();
    this.now = now;
  }

  static AuthorityState of(AuthoritySeen seen, Instant now) {
    return new AuthorityInspection(seen, now).state();
  }

  private AuthorityState state() {
    return seen.secret().map(this::present).orElseGet(this::absent);
  }

  private AuthorityState absent() {
    var wasThere = published.tellsOfACA() || seen.leaves() == Leaves.SOME;
    return wasThere && newWanted().filter(at -> !at.isAfter(now)).isEmpty()
        ? new AuthorityState.Lost(lost())
        : new AuthorityState.Missing();
  }

  /** When a new CA was asked for, unless one has been made since. */
  private Optional<Instant> newWanted() {
    return seen.configMap()
        .flatMap(PublishedAuthority::newWantedAt)
        .filter(at -> at.isAfter(published.lastChange()));
  }

  private AuthorityFinding lost() {
    return new AuthorityFinding(
        "CALost",
        "Secret %s/%s with the cluster's CA is gone, and there are certificates that it signed or"
                .formatted(seen.namespace(), NAME)
            + " clients that trust it%s. Restore the Secret from a backup. If the CA is lost and"
                .formatted(
                    published
                        .current()
                        .map(Announced::fingerprint)
                        .map(it -> " (" + it + ")")
                        .orElse(""))
            + " clients are to trust a new one: "
            + newCACommand());
  }

  private String newCACommand() {
    return "kubectl annotate configmap -n %s %s --overwrite %s=$(date -u +%%Y-%%m-%%dT%%H:%%M:%%SZ)"
        .formatted(seen.namespace(), PublishedAuthority.NAME, PublishedAuthority.NEW_CA);
  }

  private AuthorityState present(Secret secret) {
    if (AuthoritySecret.isOurs(secret)) {
      return ours(secret);
    }
    return Consent.isGiven(secret)
        ? brought(secret)
        : new AuthorityState.NotLabelled(notLabelled());
  }

  private AuthorityFinding notLabelled() {
    return new AuthorityFinding(
        "CANotReadable",
        "Secret %s/%s has the name of the cluster's CA, but NodeCert did not make it and may not"
                .formatted(seen.namespace(), NAME)
            + " read it. If the CA in it is to be used: %s. If not, delete it or give it another name."
                .formatted(Consent.command(seen.namespace(), NAME)));
  }

  private AuthorityState ours(Secret secret) {
    try {
      return ours(AuthoritySecret.ofOurs(secret));
    } catch (DamagedSecretException damage) {
      return new AuthorityState.Corrupt(
          new AuthorityFinding(
              "CADamaged",
              "%s Restore Secret %s/%s from a backup. If the CA is lost and clients are to trust a"
                      .formatted(damage.message(), seen.namespace(), NAME)
                  + " new one: kubectl delete secret -n %s %s; then "
                      .formatted(seen.namespace(), NAME)
                  + newCACommand()));
    }
  }

  private AuthorityState ours(AuthoritySecret own) {
    var certificate = own.signer().certificate();
    var objection = AuthorityCheck.objection(own.signer().chain());
    if (objection.isPresent()) {
      return new AuthorityState.Unusable(told(objection.get()));
    }
    if (published.tellsOfACA() && !published.tellsOf(certificate) && !wasAskedFor(certificate)) {
      return new AuthorityState.Swapped(swapped(certificate));
    }
    if (!Certificates.end(certificate).isAfter(now)) {
      return new AuthorityState.Expired(
          material(own),
          own,
          new AuthorityFinding("CAExpired", "The cluster's CA has expired. A new one is made."));
    }
    return notYetValid(own.signer().chain())
        .<AuthorityState>map(AuthorityState.Unusable::new)
        .orElseGet(() -> new AuthorityState.Ready(material(own), Optional.of(own), List.of()));
  }

  /** A CA that was made in a lost one's place is not published at once. */
  private boolean wasAskedFor(X509Certificate certificate) {
    return newWanted().filter(at -> !at.isAfter(CertificateMaker.madeAt(certificate))).isPresent();
  }

  private AuthorityFinding swapped(X509Certificate certificate) {
    return new AuthorityFinding(
        "CASwapped",
        "Secret %s/%s holds the CA %s, and clients were told of %s. Restore the Secret from a backup."
                .formatted(
                    seen.namespace(),
                    NAME,
                    Certificates.fingerprint(certificate),
                    published.current().map(Announced::fingerprint).orElse("another"))
            + " If the CA in it is yours and to be used: kubectl label secret -n %s %s %s- %s=true."
                .formatted(
                    seen.namespace(), NAME, SecretMetadata.CLUSTER_CA, SecretMetadata.ALLOW_READ)
            + " If it is one that NodeCert made: kubectl delete configmap -n %s %s."
                .formatted(seen.namespace(), PublishedAuthority.NAME));
  }

  private static AuthorityMaterial material(AuthoritySecret own) {
    var trusted =
        Stream.of(
                Stream.of(own.signer().certificate()),
                own.next().stream().map(AuthoritySecret.Signer::certificate),
                own.alsoTrusted().stream())
            .flatMap(certificates -> certificates)
            .distinct()
            .toList();
    return new AuthorityMaterial(own.signer(), trusted);
  }

  private AuthorityState brought(Secret secret) {
    try {
      return brought(AuthoritySecret.ofUser(secret));
    } catch (DamagedSecretException damage) {
      return new AuthorityState.Unusable(told(new AuthorityFinding("CADamaged", damage.message())));
    }
  }

  private AuthorityState brought(AuthoritySecret secret) {
    var chain = AuthorityCheck.complete(secret);
    return AuthorityCheck.objection(chain)
        .or(() -> untrustable(secret))
        .map(this::told)
        .or(() -> expired(chain))
        .or(() -> notYetValid(chain))
        .<AuthorityState>map(AuthorityState.Unusable::new)
        .orElseGet(() -> brought(secret, chain));
  }

  /** What clients are to trust besides must at least be a CA. */
  private static Optional<AuthorityFinding> untrustable(AuthoritySecret secret) {
    return secret.alsoTrusted().stream().allMatch(it -> it.getBasicConstraints() >= 0)
        ? Optional.empty()
        : Optional.of(
            new AuthorityFinding(
                "CABundleNotOfCAs", "Its ca.crt holds a certificate that is no CA's."));
  }

  private AuthorityState brought(AuthoritySecret secret, CertificateChain chain) {
    var root = chain.certificates().getLast();
    var trusted = Stream.concat(Stream.of(root), secret.alsoTrusted().stream()).distinct().toList();
    var signer = new AuthoritySecret.Signer(chain, secret.signer().key());
    return new AuthorityState.Ready(
        new AuthorityMaterial(signer, trusted), Optional.empty(), ending(chain));
  }

  /** We do not roll over what is not ours. */
  private List<AuthorityFinding> ending(CertificateChain chain) {
    var end = chain.end();
    return end.isAfter(now.plus(Rollover.leadTime(chain.leaf())))
        ? List.of()
        : List.of(
            new AuthorityFinding(
                "CAExpiring",
                "The cluster's CA in Secret %s/%s ends at %s. You brought it, so put its successor"
                        .formatted(seen.namespace(), NAME, end)
                    + " there in time; keep the former root in its ca.crt while clients need it."));
  }

  private Optional<AuthorityFinding> expired(CertificateChain chain) {
    var end = chain.end();
    return end.isAfter(now)
        ? Optional.empty()
        : Optional.of(
            new AuthorityFinding(
                "CAExpired",
                "The CA in Secret %s/%s, or one above it, ended at %s. Put its successor there."
                    .formatted(seen.namespace(), NAME, end)));
  }

  private Optional<AuthorityFinding> notYetValid(CertificateChain chain) {
    return chain.certificates().stream()
        .map(Certificates::begin)
        .filter(begin -> begin.isAfter(now))
        .findFirst()
        .map(begin ->
            new AuthorityFinding(
                "CANotYetValid",
                "The CA in Secret %s/%s, or one above it, begins only at %s."
                    .formatted(seen.namespace(), NAME, begin)));
  }

  private AuthorityFinding told(AuthorityFinding objection) {
    return new AuthorityFinding(
        objection.reason(),
        "Secret %s/%s cannot be used as the cluster's CA. %s"
            .formatted(seen.namespace(), NAME, objection.message()));
  }
}
