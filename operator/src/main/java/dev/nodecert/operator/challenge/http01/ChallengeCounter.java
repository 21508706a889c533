package dev.nodecert.operator.challenge.http01;

/** Is told of every request for a challenge. */
public interface ChallengeCounter {

  /** A challenge of a running order was answered. */
  void answered();

  /** A token was asked for that no running order has. */
  void unknown();
}
