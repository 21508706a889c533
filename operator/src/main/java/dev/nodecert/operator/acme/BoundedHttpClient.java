package dev.nodecert.operator.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;

/**
 * An HTTP client that reads every answer whole, within a time and a size, before anyone sees it.
 *
 * <p>acme4j reads bodies from a stream, and the JDK's time-out ends with the headers: a CA that
 * stalls in a body would hold the account's nonce lock for ever.
 */
final class BoundedHttpClient extends HttpClient {

  private static final String RENEWAL_INFO = "renewalInfo";
  private static final int HTTP_REDIRECTION = 300;
  private static final int HTTP_NOT_MODIFIED = 304;
  private static final int HTTP_BAD_REQUEST = 400;
  private static final String GZIP = "gzip";

  private final HttpClient client;
  private final Duration timeout;
  private final AnswerSize answerSize;
  private final CAServers servers;
  private final CAExchange exchanges;
  private final InstantSource clock;

  BoundedHttpClient(
      HttpClient client,
      Duration timeout,
      AnswerSize answerSize,
      CAServers servers,
      CAExchange exchanges,
      InstantSource clock) {
    this.client = client;
    this.timeout = timeout;
    this.answerSize = answerSize;
    this.servers = servers;
    this.exchanges = exchanges;
    this.clock = clock;
  }

  @Override
  @SuppressWarnings("unchecked") // acme4j asks for streams only.
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    servers.require(request.uri());
    exchanges.begins();
    var endpoint = endpoint(request);
    var start = System.nanoTime();
    int status = 0;
    try {
      var response = exchange(request);
      status = response.statusCode();
      Endpoint.answered(wish(response));
      refuseForeignAnswers(response);
      requireNonceOfRevocation(endpoint, response);
      refuseCompressedAnswers(response);
      return (HttpResponse<T>) new BufferedResponse(response);
    } finally {
      exchanges.answered(endpoint, status, Duration.ofNanos(System.nanoTime() - start));
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, InterruptedException {
    var exchange =
        client.sendAsync(
            request,
            answer -> answerSize.limiting(answer.headers(), BodySubscribers.ofByteArray()));
    try {
      return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw timedOut(e);
    } catch (ExecutionException e) {
      throw answerSize.told(e.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  private static HttpTimeoutException timedOut(TimeoutException cause) {
    var timeout = new HttpTimeoutException("the answer was not complete in time");
    timeout.initCause(cause);
    return timeout;
  }

  private static String endpoint(HttpRequest request) {
    return switch (request.method()) {
      case "HEAD" -> "newNonce";
      case "GET" -> isRenewalInfo() ? RENEWAL_INFO : "directory";
      default -> Endpoint.current();
    };
  }

  private static boolean isRenewalInfo() {
    return Endpoint.current().equals(RENEWAL_INFO);
  }

  /** acme4j knows the Retry-After of a problem of type rateLimited only. */
  private Optional<Instant> wish(HttpResponse<?> response) {
    return response.statusCode() < HTTP_BAD_REQUEST
        ? Optional.empty()
        : RetryAfter.of(response.headers(), clock.instant());
  }

  private void refuseForeignAnswers(HttpResponse<?> response) throws UnexpectedAnswerException {
    var type = response.headers().firstValue("Content-Type").orElse("");
    if (response.statusCode() >= HTTP_REDIRECTION
        && response.statusCode() != HTTP_NOT_MODIFIED
        && !type.startsWith("application/problem+json")) {
      throw new UnexpectedAnswerException(
          "HTTP status %d without a problem document, probably not from the CA itself."
              .formatted(response.statusCode()),
          wish(response));
    }
  }

  /**
   * Nothing else in the answer to a revocation shows that the CA has given it: a captive portal
   * says 200 as well (RFC 8555 section 6.5 wants a nonce in every successful answer).
   */
  private void requireNonceOfRevocation(String endpoint, HttpResponse<?> response)
      throws UnexpectedAnswerException {
    if (endpoint.equals(AcmeClient.REVOKE_CERT)
        && response.statusCode() < HTTP_REDIRECTION
        && response.headers().firstValue("Replay-Nonce").isEmpty()) {
      throw new UnexpectedAnswerException(
          "HTTP status %d without a nonce, probably not from the CA itself."
              .formatted(response.statusCode()),
          wish(response));
    }
  }

  /** acme4j would decompress it though nobody asked for it, to whatever size. */
  private static void refuseCompressedAnswers(HttpResponse<?> response)
      throws UnexpectedAnswerException {
    if (response
        .headers()
        .firstValue("Content-Encoding")
        .filter(GZIP::equalsIgnoreCase)
        .isPresent()) {
      throw new UnexpectedAnswerException(
          "The CA's answer is compressed, which it was not asked for.");
    }
  }

  /** A whole answer that is read as a stream. */
  private record BufferedResponse(HttpResponse<byte[]> response)
      implements HttpResponse<InputStream> {
    @Override
    public InputStream body() {
      return new ByteArrayInputStream(response.body());
    }

    @Override
    public int statusCode() {
      return response.statusCode();
    }

    @Override
    public HttpRequest request() {
      return response.request();
    }

    @Override
    public Optional<HttpResponse<InputStream>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
      return response.headers();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return response.sslSession();
    }

    @Override
    public URI uri() {
      return response.uri();
    }

    @Override
    public Version version() {
      return response.version();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    throw new UnsupportedOperationException("acme4j sends synchronously");
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromises) {
    throw new UnsupportedOperationException("acme4j sends synchronously");
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public void close() {
    client.close();
  }
}
