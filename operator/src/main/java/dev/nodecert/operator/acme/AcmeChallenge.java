package dev.nodecert.operator.acme;

import java.net.URI;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;

/** A challenge (RFC 8555 section 7.1.5) as the CA last showed it. */
public final class AcmeChallenge {

  private final Http01Challenge challenge;

  AcmeChallenge(Http01Challenge challenge) {
    this.challenge = challenge;
  }

  /** Where the challenge is. */
  public URI url() {
    return Endpoint.call("challenge", () -> ResourceUrl.of(challenge.getLocation()));
  }

  /** The challenge's type. */
  public String type() {
    return challenge.getType();
  }

  /** The token that the CA will ask for. */
  public String token() {
    return Endpoint.call("challenge", challenge::getToken);
  }

  /** Whether the CA still waits to be told that the answer stands ready. */
  public boolean isPending() {
    return Endpoint.call("challenge", challenge::getStatus) == Status.PENDING;
  }

  /** Tells the CA that the answer stands ready (RFC 8555 section 7.5.1). */
  public void trigger() {
    Endpoint.call(
        "challenge",
        () -> {
          challenge.trigger();
          return challenge;
        });
  }
}
