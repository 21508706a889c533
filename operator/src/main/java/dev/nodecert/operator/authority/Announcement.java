package dev.nodecert.operator.authority;

import dev.nodecert.operator.authority.AuthorityConfiguration.Publication;
import dev.nodecert.operator.authority.AuthorityConfiguration.UnconstrainedTrust;
import dev.nodecert.operator.authority.PublishedAuthority.Announced;
import dev.nodecert.operator.secret.AuthoritySecret;
import java.time.Instant;
import java.util.Optional;

/** Decides what is published of the CA, and whether others than ourselves get it. */
final class Announcement {

  private static final String ROLLING_OVER = "RollingOver";

  private Announcement() {}

  /**
   * What the ConfigMap is to say.
   *
   * @param former what it says now
   */
  static PublishedAuthority of(AuthorityState state, PublishedAuthority former, Instant now) {
    return switch (state) {
      case AuthorityState.Ready ready -> of(state, ready.material(), ready.own(), former, now);
      case AuthorityState.Expired expired ->
          of(state, expired.material(), Optional.of(expired.own()), former, now);
      // Clients go on with what they were told; only the state is news.
      default -> former.withState(state.reason());
    };
  }

  private static PublishedAuthority of(
      AuthorityState state,
      AuthorityMaterial material,
      Optional<AuthoritySecret> own,
      PublishedAuthority former,
      Instant now) {
    var next = own.flatMap(AuthoritySecret::next).map(AuthoritySecret.Signer::certificate);
    return new PublishedAuthority(
        material.trusted(),
        word(state),
        Optional.of(material.end()),
        Optional.of(Announced.of(material.certificate(), former.current(), now)),
        next.map(
            ca -> Announced.of(ca, former.next().filter(_ -> former.bundle().contains(ca)), now)));
  }

  /** How it stands with the CA, in a word. */
  static String word(AuthorityState state) {
    return state instanceof AuthorityState.Ready ready
            && ready.own().flatMap(AuthoritySecret::next).isPresent()
        ? ROLLING_OVER
        : state.reason();
  }

  /** Whether namespaces that ask for it are told of a CA. */
  static boolean isForOthers(AuthorityMaterial material, Publication publication) {
    return publication.namespaceSelector().isPresent()
        && (publication.unconstrained() == UnconstrainedTrust.ALLOWED
            || material.trusted().stream().allMatch(ConstraintCheck::limits));
  }
}
