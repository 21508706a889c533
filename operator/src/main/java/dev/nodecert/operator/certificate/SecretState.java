package dev.nodecert.operator.certificate;

import dev.nodecert.operator.secret.TlsSecret;
import java.util.Optional;

/** What was seen of the Secret that the proxy mounts. */
sealed interface SecretState {

  /** There is none of that name. */
  record Missing() implements SecretState {}

  /** There is one that belongs to someone else. */
  record Foreign(Finding finding) implements SecretState {}

  /** It is ours, and the API server would refuse every change of it. */
  record Unwritable(Finding finding, Optional<TlsSecret> content) implements SecretState {}

  /** It is ours and does not hold what it should. */
  record Damaged(Finding finding) implements SecretState {}

  /**
   * It is ours and holds a key with its certificate.
   *
   * @param flaw what is wrong about it, that no order is needed for
   */
  record Held(TlsSecret content, Optional<Finding> flaw) implements SecretState {}

  /** The state as one with a certificate in it. */
  default Optional<Held> held() {
    return switch (this) {
      case Held held -> Optional.of(held);
      case Unwritable(_, var content) -> content.map(c -> new Held(c, Optional.empty()));
      case Missing _, Foreign _, Damaged _ -> Optional.empty();
    };
  }
}
