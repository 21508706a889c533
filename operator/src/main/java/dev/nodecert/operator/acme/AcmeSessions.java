package dev.nodecert.operator.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;

/** The sessions with CAs: one an account, with its nonces and its kept directory. */
final class AcmeSessions implements AutoCloseable {

  private final CAExchange exchanges;
  private final InstantSource clock;
  private final ConcurrentMap<URI, AccountSession> sessions = new ConcurrentHashMap<>();

  AcmeSessions(CAExchange exchanges, InstantSource clock) {
    this.exchanges = exchanges;
    this.clock = clock;
  }

  private record AccountSession(CADirectory directory, Session session) {}

  /** What is done in a session that no account has yet. */
  @FunctionalInterface
  interface SessionUse<T> {
    T of(Session session) throws Exception;
  }

  <T> T withNew(CADirectory directory, SessionUse<T> use) {
    var session = newSession(directory);
    try (var _ = session.getHttpClient()) {
      return Endpoint.call("directory", () -> use.of(session));
    }
  }

  /** Speaks as an account; asks nobody anything. */
  Login login(AcmeAccountLogin login) throws MalformedURLException {
    URL accountUrl = login.accountUrl().toURL();
    return session(login).login(accountUrl, login.key().keyPair().keyPair());
  }

  private Session session(AcmeAccountLogin login) {
    return sessions
        .compute(
            login.accountUrl(),
            (_, kept) ->
                kept != null && kept.directory().equals(login.directory())
                    ? kept
                    : new AccountSession(login.directory(), newSession(login.directory())))
        .session();
  }

  private Session newSession(CADirectory directory) {
    var provider = new BoundedProvider(directory, exchanges, clock);
    var session = new ParallelSession(directory.url(), provider);
    // An answer's size is limited as it arrives, so it must not grow afterwards.
    session.networkSettings().setCompressionEnabled(false);
    return session;
  }

  void forget(URI accountUrl) {
    var forgotten = sessions.remove(accountUrl);
    if (forgotten != null) {
      forgotten.session().getHttpClient().shutdown();
    }
  }

  @Override
  public void close() {
    sessions.keySet().forEach(this::forget);
  }
}
