package dev.nodecert.gate;

import java.time.Duration;

/** What becomes of a try to log in. */
sealed interface LoginResult {

  /** The user is let in. */
  record Admitted(SessionId session) implements LoginResult {}

  /** Something was wrong; what, is not told. */
  record Refused() implements LoginResult {}

  /** Nothing was looked at: it is too early. */
  record Delayed(Duration delay) implements LoginResult {}

  /** Nothing was looked at: too many are at it. */
  record Busy() implements LoginResult {}
}
