package dev.nodecert.bench.bare;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.Status;
import org.shredzone.acme4j.challenge.Http01Challenge;
import org.shredzone.acme4j.exception.AcmeException;

/** An account at the CA, and the shortest way to a certificate. */
final class BareClient implements AutoCloseable {

  private static final PollingSchedule POLLING = PollingSchedule.ofTheOperator();

  private final Session session;
  private final BareProvider provider;
  private final Login login;
  private final BareSolver solver;

  private BareClient(Session session, BareProvider provider, Login login, BareSolver solver) {
    this.session = session;
    this.provider = provider;
    this.login = login;
    this.solver = solver;
  }

  /** Registers an account of its own. */
  static BareClient register(CATarget ca, BareSolver solver) {
    var provider = new BareProvider(ca.trust());
    var session = new Session(ca.directory(), provider);
    try {
      var login =
          new AccountBuilder()
              .agreeToTermsOfService()
              .useKeyPair(newKeyPair())
              .createLogin(session);
      return new BareClient(session, provider, login, solver);
    } catch (AcmeException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Requests up to now. */
  long requests() {
    return provider.requests();
  }

  /** Orders a certificate; returns once it is downloaded. */
  void order(String domain) {
    try {
      var order = login.newOrder().domain(domain).create();
      for (var authorization : order.getAuthorizations()) {
        var challenge = authorization.findChallenge(Http01Challenge.class).orElseThrow();
        solver.answer(challenge.getToken(), challenge.getAuthorization());
        challenge.trigger();
      }
      await(order, Status.READY);
      order.execute(newKeyPair());
      await(order, Status.VALID);
      order.getCertificate().download();
    } catch (AcmeException e) {
      throw new IllegalStateException(domain, e);
    }
  }

  private static void await(Order order, Status status) {
    POLLING.await(() -> {
      order.fetch();
      if (order.getStatus() == Status.INVALID) {
        throw new IllegalStateException("The CA refused " + order.getLocation());
      }
      return order.getStatus() == status;
    });
  }

  private static KeyPair newKeyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    session.getHttpClient().close();
  }
}
