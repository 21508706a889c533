package dev.nodecert.operator.acme;

import java.net.MalformedURLException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/** How acme4j reaches one CA: with that CA's trust, bounded, and the directory kept for a while. */
final class BoundedProvider extends AbstractAcmeProvider {

  /** Let's Encrypt forbids caching the directory, and acme4j would get it before every order. */
  private static final Duration DIRECTORY_KEPT = Duration.ofMinutes(10);

  private static final Duration EXCHANGE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final AnswerSize ANSWER_SIZE = new AnswerSize(1024 * 1024, 100 * 1024);

  private final CADirectory directory;
  private final CAExchange exchanges;
  private final InstantSource clock;
  private final CAServers servers;
  private final ReentrantLock reading = new ReentrantLock();
  private Optional<JSON> latest = Optional.empty();

  BoundedProvider(CADirectory directory, CAExchange exchanges, InstantSource clock) {
    this.directory = directory;
    this.exchanges = exchanges;
    this.clock = clock;
    this.servers = new CAServers(directory.url());
  }

  @Override
  public boolean accepts(URI uri) {
    return directory.url().equals(uri);
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
  public @Nullable JSON directory(Session session, URI uri) throws AcmeException {
    if (isKept(session) && session.hasDirectory()) {
      return null;
    }
    // First the exchange, then the lock, as within an exchange that needs the directory.
    try (var _ = session.lockNonce()) {
      return readOnce(session, uri);
    }
  }

  private static boolean isKept(Session session) {
    var expires = session.getDirectoryExpires();
    return expires != null && expires.isAfter(ZonedDateTime.now(ZoneOffset.UTC));
  }

  /** Who waited for another's reading gets that: the session itself does not have it as yet. */
  private @Nullable JSON readOnce(Session session, URI uri) throws AcmeException {
    reading.lock();
    try {
      return isKept(session) && latest.isPresent() ? latest.get() : read(session, uri);
    } finally {
      reading.unlock();
    }
  }

  private @Nullable JSON read(Session session, URI uri) throws AcmeException {
    var json = super.directory(session, uri);
    if (json != null) {
      servers.learn(urls(json));
      latest = Optional.of(json);
      session.setDirectoryExpires(ZonedDateTime.now(ZoneOffset.UTC).plus(DIRECTORY_KEPT));
    }
    return json;
  }

  private static List<URI> urls(JSON directory) {
    return directory.toMap().values().stream()
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .flatMap(url -> parsed(url).stream())
        .toList();
  }

  private static Optional<URI> parsed(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .executor(task -> Thread.ofVirtual().name("acme-http").start(task))
            .proxy(ProxySelector.getDefault());
    sslContext().ifPresent(client::sslContext);
    return new BoundedHttpClient(
        client.build(), EXCHANGE_TIMEOUT, ANSWER_SIZE, servers, exchanges, clock);
  }

  private Optional<SSLContext> sslContext() {
    return directory.trustAnchors().map(TrustAnchors::sslContext);
  }
}
