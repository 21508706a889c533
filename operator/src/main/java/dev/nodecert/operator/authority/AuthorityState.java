package dev.nodecert.operator.authority;

import dev.nodecert.operator.secret.AuthoritySecret;
import java.util.List;
import java.util.Optional;

/** How it stands with the CA. */
public sealed interface AuthorityState {

  /** A word for it, in CamelCase. */
  String reason();

  /**
   * It signs.
   *
   * @param own what NodeCert made and keeps; empty where a user brought the CA
   * @param remarks what the admin should know
   */
  record Ready(
      AuthorityMaterial material, Optional<AuthoritySecret> own, List<AuthorityFinding> remarks)
      implements AuthorityState {
    public Ready {
      remarks = List.copyOf(remarks);
    }

    @Override
    public String reason() {
      return remarks.isEmpty() ? "Ready" : remarks.getFirst().reason();
    }
  }

  /** There is none, was none, or nobody misses it: one may be made. */
  record Missing() implements AuthorityState {
    @Override
    public String reason() {
      return "CAMissing";
    }
  }

  /** It does not sign, and somebody has to do something. */
  sealed interface Objectionable extends AuthorityState {
    AuthorityFinding finding();

    @Override
    default String reason() {
      return finding().reason();
    }
  }

  /** There was one, and its Secret is gone. */
  record Lost(AuthorityFinding finding) implements Objectionable {}

  /** Its Secret does not parse, or has lost its key. */
  record Corrupt(AuthorityFinding finding) implements Objectionable {}

  /** The Secret is somebody's who does not say that it may be read. */
  record NotLabelled(AuthorityFinding finding) implements Objectionable {}

  /** It is none that may sign, or not now. */
  record Unusable(AuthorityFinding finding) implements Objectionable {}

  /** In the Secret that we made is another CA than clients were told of. */
  record Swapped(AuthorityFinding finding) implements Objectionable {}

  /** Our own has expired while nobody looked after it; its successor is made. */
  record Expired(AuthorityMaterial material, AuthoritySecret own, AuthorityFinding finding)
      implements Objectionable {}
}
