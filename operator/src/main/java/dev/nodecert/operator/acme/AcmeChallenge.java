package dev.nodecert.operator.acme;

import java.net.URI;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.TokenChallenge;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.toolbox.AcmeUtils;

/** A challenge (RFC 8555 section 7.1.5) as the CA last showed it. */
public final class AcmeChallenge {

  /** As long as the solver answers for. */
  private static final int MAX_TOKEN = 128;

  private final TokenChallenge challenge;

  AcmeChallenge(TokenChallenge challenge) {
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
    return Endpoint.call(
        "challenge", () -> shortEnough(challenge.getJSON().get("token").asString()));
  }

  private static String shortEnough(String token) {
    if (token.length() > MAX_TOKEN) {
      throw new AcmeProtocolException("a token is longer than " + MAX_TOKEN);
    }
    return token;
  }

  /** The digest that a TXT record has to have for the CA (RFC 8555 section 8.4). */
  public String digest() {
    return Endpoint.call(
        "challenge",
        () -> AcmeUtils.base64UrlEncode(AcmeUtils.sha256hash(challenge.getAuthorization())));
  }

  /** Whether the CA still waits to be told that the answer stands ready. */
  public boolean isPending() {
    return Endpoint.call("challenge", challenge::getStatus) == Status.PENDING;
  }

  /** Tells the CA that the answer stands ready (RFC 8555 section 7.5.1). */
  public void trigger() {
    Endpoint.run("challenge", challenge::trigger);
  }
}
