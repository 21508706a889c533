package dev.nodecert.bench.bare;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.HttpConnector;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;
import org.shredzone.acme4j.toolbox.JSON;

/** acme4j as it comes, with the CA's trust; the directory is kept, and requests are counted. */
final class BareProvider extends AbstractAcmeProvider {

  private static final Duration DIRECTORY_KEPT = Duration.ofMinutes(10);

  private final SSLContext trust;
  private final AtomicLong requests = new AtomicLong();

  BareProvider(SSLContext trust) {
    this.trust = trust;
  }

  /** Requests up to now, also those for a nonce or the directory. */
  long requests() {
    return requests.get();
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
  public @Nullable JSON directory(Session session, URI uri) throws AcmeException {
    var json = super.directory(session, uri);
    if (json != null) {
      session.setDirectoryExpires(ZonedDateTime.now(ZoneOffset.UTC).plus(DIRECTORY_KEPT));
    }
    return json;
  }

  @Override
  public HttpClient createHttpClient(NetworkSettings settings) {
    return HttpClient.newBuilder()
        .followRedirects(HttpClient.Redirect.NORMAL)
        .connectTimeout(settings.getTimeout())
        .sslContext(trust)
        .build();
  }

  @Override
  protected HttpConnector createHttpConnector(NetworkSettings settings, HttpClient client) {
    return new HttpConnector(settings, client) {
      @Override
      public HttpRequest.Builder createRequestBuilder(URL url) {
        requests.incrementAndGet();
        return super.createRequestBuilder(url);
      }
    };
  }
}
