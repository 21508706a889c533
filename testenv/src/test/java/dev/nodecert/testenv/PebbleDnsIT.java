package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Dns01Challenge;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/** The CA asks BIND, and through it the servers beside that. */
@TestEnvironment
class PebbleDnsIT {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final Pebble pebble;
  private final Bind bind;

  PebbleDnsIT(
      @PebbleWith(dns = PebbleWith.Dns.BIND, authorizationReusePercent = 0) Pebble pebble,
      Bind bind) {
    this.pebble = pebble;
    this.bind = bind;
  }

  /** acme4j as it comes, with the CA's trust. */
  private static final class Provider extends AbstractAcmeProvider {

    private final Pebble pebble;

    Provider(Pebble pebble) {
      this.pebble = pebble;
    }

    @Override
    public boolean accepts(URI uri) {
      return true;
    }

    @Override
    public URL resolve(URI uri) {
      try {
        return uri.toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(e);
      }
    }

    @Override
    public HttpClient createHttpClient(NetworkSettings settings) {
      return HttpClient.newBuilder().sslContext(pebble.authority().sslContext()).build();
    }
  }

  private Authorization authorize(String domain) throws AcmeException {
    var session = new Session(pebble.directory(), new Provider(pebble));
    var login =
        new AccountBuilder()
            .agreeToTermsOfService()
            .useKeyPair(TestAuthority.newKey())
            .createLogin(session);
    return login.newOrder().domain(domain).create().getAuthorizations().getFirst();
  }

  private static void awaitEnd(Authorization authorization, Status status) {
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          authorization.fetch();
          return authorization.getStatus() == status;
        });
  }

  @Test
  void aChallengeIsFollowedToAServerBeside() throws AcmeException {
    try (var beside = bind.startBeside()) {
      var target = beside.newZone("example.net");
      var zone =
          Zone.below("example.com").withRecord("_acme-challenge CNAME %s.".formatted(target));
      bind.add(zone);
      var authorization = authorize(zone.name());
      var challenge = authorization.findChallenge(Dns01Challenge.class).orElseThrow();

      beside.addText(target, challenge.getDigest());
      challenge.trigger();

      awaitEnd(authorization, Status.VALID);
    }
  }

  @Test
  void aChallengeWithoutARecordIsInvalid() throws AcmeException {
    var authorization = authorize(bind.newZone("example.com"));
    var challenge = authorization.findChallenge(Dns01Challenge.class).orElseThrow();

    challenge.trigger();

    awaitEnd(authorization, Status.INVALID);
  }

  @Test
  void anHttpChallengeIsLookedForWhereBindSays() throws Exception {
    var domain = "pve1." + bind.newZone("example.com");
    var authorization = authorize(domain);
    var challenge = authorization.findChallenge(Http01Challenge.class).orElseThrow();
    try (var solver = StubSolver.start("proxy");
        var proxy = NodeProxy.start(pebble.httpPort(), "proxy", solver.uri())) {
      bind.addAddress(domain, proxy.address());

      challenge.trigger();

      await().atMost(SOON).until(() -> !proxy.requests().isEmpty());
      assertThat(proxy.requests().getFirst().path()).endsWith(challenge.getToken());
    }
  }
}
