package dev.nodecert.operator.acme;

import dev.nodecert.operator.text.VisibleText;
import java.net.URI;
import java.util.Optional;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Challenge;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;

/** An authorization (RFC 8555 section 7.1.4) as the CA last showed it. */
public final class AcmeAuthorization {

  private final Authorization authorization;

  AcmeAuthorization(Authorization authorization) {
    this.authorization = authorization;
  }

  /** Where the authorization is. */
  public URI url() {
    return Endpoint.call("authorization", () -> ResourceUrl.of(authorization.getLocation()));
  }

  /** The name that it is for, with its asterisk where it is a wildcard (RFC 8555 section 7.1.3). */
  public String name() {
    return Endpoint.call(
        "authorization",
        () ->
            (authorization.isWildcard() ? "*." : "")
                + IdentifierText.name(authorization.getIdentifier()));
  }

  /** Whether the CA knows already that the name is under our control. */
  public boolean isValid() {
    return Endpoint.call("authorization", authorization::getStatus) == Status.VALID;
  }

  /** The http-01 challenge (RFC 8555 section 8.3), where the CA offers one. */
  public Optional<AcmeChallenge> http01() {
    return Endpoint.call("authorization", () -> authorization.findChallenge(Http01Challenge.class))
        .map(AcmeChallenge::new);
  }

  /** The dns-01 challenge (RFC 8555 section 8.4), where the CA offers one. */
  public Optional<AcmeChallenge> dns01() {
    return Endpoint.call("authorization", () -> authorization.findChallenge(Dns01Challenge.class))
        .map(AcmeChallenge::new);
  }

  /** The problem of the challenge that failed. */
  Optional<AcmeFailure> problem() {
    return Endpoint.call(
        "authorization",
        () ->
            authorization.getChallenges().stream()
                .map(Challenge::getError)
                .flatMap(Optional::stream)
                .findFirst()
                .map(this::failure));
  }

  private AcmeFailure failure(Problem problem) {
    return new AcmeFailure(
        ProblemText.type(problem),
        VisibleText.line(name() + ": " + ProblemText.of(problem), ProblemText.MAX_PROBLEM),
        Optional.empty());
  }
}
