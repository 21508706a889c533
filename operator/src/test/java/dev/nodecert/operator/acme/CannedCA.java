package dev.nodecert.operator.acme;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nodecert.operator.x509.KeyType;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NetworkSettings;
import org.shredzone.acme4j.provider.AbstractAcmeProvider;

/** A CA in memory that has one answer to everything that an account asks it. */
final class CannedCA extends AbstractAcmeProvider {

  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  static final InstantSource CLOCK = InstantSource.fixed(NOW);

  private static final URI DIRECTORY = URI.create("https://ca.example.com/directory");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_BYTES = 1024 * 1024;
  static final AccountKey KEY = new AccountKey(new KeyType.Ecdsa(256).generate());

  private static final CannedAnswer ITS_DIRECTORY =
      CannedAnswer.of(
          200,
          "application/json",
          """
          {"newNonce": "https://ca.example.com/nonce", "newOrder": "https://ca.example.com/order"}
          """
              .getBytes(UTF_8));
  private static final CannedAnswer ITS_NONCE =
      CannedAnswer.parse("200\nReplay-Nonce: bm9uY2U\n\n".getBytes(UTF_8));

  private final CannedAnswer directory;
  private final CannedAnswer toAccounts;

  private CannedCA(CannedAnswer directory, CannedAnswer toAccounts) {
    this.directory = directory;
    this.toAccounts = toAccounts;
  }

  /** An account at a CA that gives it this answer. */
  static Login accountThatIsTold(CannedAnswer answer) throws MalformedURLException {
    return new CannedCA(ITS_DIRECTORY, answer)
        .session()
        .login(URI.create("https://ca.example.com/account/1").toURL(), KEY.keyPair().keyPair());
  }

  /** A session with a CA whose directory is this answer. */
  static Session sessionThatReads(CannedAnswer directory) {
    return new CannedCA(directory, ITS_NONCE).session();
  }

  private Session session() {
    return new ParallelSession(DIRECTORY, this);
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
    return new BoundedHttpClient(
        new CannedHttpClient(this::answer),
        TIMEOUT,
        new AnswerSize(MAX_BYTES, MAX_BYTES),
        new CAServers(DIRECTORY),
        (_, _, _) -> {},
        CLOCK);
  }

  private CannedAnswer answer(HttpRequest request) {
    return switch (request.method()) {
      case "HEAD" -> ITS_NONCE;
      case "GET" -> directory;
      default -> toAccounts;
    };
  }
}
