package dev.nodecert.operator.acme;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.shredzone.acme4j.AccountBuilder;
import org.shredzone.acme4j.Identifier;
import org.shredzone.acme4j.Login;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/**
 * The operator's way to ACME CAs. Every method speaks to the CA once, or as often as a bad nonce
 * makes it, and throws {@link AcmeFailure}.
 */
public final class AcmeClient implements AutoCloseable {

  private static final String ACCOUNT_DOES_NOT_EXIST = "accountDoesNotExist";

  /** RFC 3339 has four digits for a year. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private static final String UNSUPPORTED = "unsupported";

  /** RFC 9773 section 5, and what Let's Encrypt's Boulder answers besides. */
  private static final Set<String> REFUSES_REPLACEMENT =
      Set.of("alreadyReplaced", "conflict", "malformed", "unauthorized", UNSUPPORTED);

  private final CAExchange exchanges;
  private final InstantSource clock;

  /** One an account, with its nonces and its kept directory. */
  private final ConcurrentMap<URI, AccountSession> sessions = new ConcurrentHashMap<>();

  /** A client that tells of every request that was answered. */
  public AcmeClient(CAExchange exchanges, InstantSource clock) {
    this.exchanges = exchanges;
    this.clock = clock;
  }

  private record AccountSession(CADirectory directory, Session session) {}

  /** Reads a directory anew. */
  public DirectoryMetadata directory(CADirectory directory) {
    return with(newSession(directory), session -> metadata(session.getMetadata()));
  }

  /** Finds the account of a key (RFC 8555 section 7.3.1). */
  public Optional<RegisteredAccount> find(CADirectory directory, AccountKey key) {
    try {
      return Optional.of(create(directory, builder(key).onlyExisting()));
    } catch (AcmeFailure failure) {
      if (failure.is(ACCOUNT_DOES_NOT_EXIST)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /**
   * Makes an account, or finds the one that the key already has (RFC 8555 section 7.3). The caller
   * has made sure of the consent to the CA's terms.
   */
  public RegisteredAccount register(
      CADirectory directory,
      AccountKey key,
      List<String> contacts,
      Optional<ExternalAccount> externalAccount) {
    var builder = builder(key).agreeToTermsOfService();
    contacts.forEach(builder::addEmail);
    externalAccount.ifPresent(e -> builder.withKeyIdentifier(e.keyId(), e.hmacKey()));
    return create(directory, builder);
  }

  private static AccountBuilder builder(AccountKey key) {
    return new AccountBuilder().useKeyPair(key.keyPair().keyPair());
  }

  private RegisteredAccount create(CADirectory directory, AccountBuilder builder) {
    return with(
        newSession(directory),
        session -> Endpoint.call("newAccount", () -> registered(builder.createLogin(session))));
  }

  private static RegisteredAccount registered(Login login) throws Exception {
    var contacts =
        login.getAccount().getContacts().stream()
            .filter(contact -> "mailto".equals(contact.getScheme()))
            .map(URI::getSchemeSpecificPart)
            .toList();
    return new RegisteredAccount(login.getAccountLocation().toURI(), contacts);
  }

  /** Tells the CA the account's contacts, at least one: acme4j cannot clear them. */
  public void updateContacts(AcmeAccountLogin login, List<String> contacts) {
    Endpoint.call(
        "account",
        () -> {
          var change = login(login).getAccount().modify();
          change.getContacts().clear();
          contacts.forEach(change::addEmail);
          change.commit();
          return contacts;
        });
  }

  /** Whether a CA has refused an order for what it was said to replace. */
  public static boolean isAboutReplacement(AcmeFailure failure) {
    return REFUSES_REPLACEMENT.contains(failure.type());
  }

  /** Orders a certificate (RFC 8555 section 7.4). */
  public AcmeOrder newOrder(AcmeAccountLogin login, OrderRequest request) {
    var identifiers = request.dnsNames().stream().map(Identifier::dns).toList();
    return new AcmeOrder(
        Endpoint.call(
            "newOrder",
            () -> {
              var order = login(login).newOrder().identifiers(identifiers);
              request.profile().ifPresent(order::profile);
              request.replaced().ifPresent(order::replaces);
              return order.create();
            }),
        clock);
  }

  /** When the CA wants a certificate to be renewed; empty where it never says. */
  public Optional<RenewalInformation> renewalInformation(
      AcmeAccountLogin login, X509Certificate certificate) {
    try {
      return Optional.of(
          Endpoint.call("renewalInfo", () -> read(login(login).bindRenewalInfo(certificate))));
    } catch (AcmeFailure failure) {
      if (failure.is(UNSUPPORTED)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private RenewalInformation read(RenewalInfo info) throws AcmeException {
    var lookAgain = info.fetch().map(at -> RetryAfter.clamp(at, clock.instant()));
    if (!isWindow(info.getSuggestedWindowStart(), info.getSuggestedWindowEnd())) {
      throw new AcmeProtocolException("a renewal window must end after its start");
    }
    return new RenewalInformation(
        info.getSuggestedWindowStart(),
        info.getSuggestedWindowEnd(),
        info.getExplanation().map(URL::toString).filter(AcmeClient::isShortEnough),
        lookAgain);
  }

  /** Reads an order again, by the URL that the CA gave it once. */
  public AcmeOrder order(AcmeAccountLogin login, String url) {
    return new AcmeOrder(
        Endpoint.call("order", () -> fetched(login(login).bindOrder(new URI(url).toURL()))), clock);
  }

  private static Order fetched(Order order) throws Exception {
    order.fetch();
    return order;
  }

  /** Forgets an account's session, so that the next request starts from the directory. */
  public void forget(URI accountUrl) {
    var forgotten = sessions.remove(accountUrl);
    if (forgotten != null) {
      forgotten.session().getHttpClient().shutdown();
    }
  }

  private Login login(AcmeAccountLogin login) throws MalformedURLException {
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

  /** Uses a session that no account has yet. */
  private static <T> T with(Session session, SessionUse<T> use) {
    try (var _ = session.getHttpClient()) {
      return Endpoint.call("directory", () -> use.of(session));
    }
  }

  @FunctionalInterface
  private interface SessionUse<T> {
    T of(Session session) throws Exception;
  }

  static DirectoryMetadata metadata(Metadata metadata) {
    return new DirectoryMetadata(
        metadata.getTermsOfService().map(URI::toASCIIString).filter(AcmeClient::isShortEnough),
        metadata.getWebsite().map(ResourceUrl::ascii).filter(AcmeClient::isShortEnough),
        metadata.getCaaIdentities().stream()
            .limit(DirectoryMetadata.MAX_CAA_IDENTITIES)
            .map(identity -> ProblemText.clean(identity, DirectoryMetadata.MAX_NAME))
            .toList(),
        metadata.isExternalAccountRequired(),
        metadata.getProfiles().stream()
            .filter(name -> name.equals(ProblemText.clean(name, DirectoryMetadata.MAX_NAME)))
            .limit(DirectoryMetadata.MAX_PROFILES)
            .collect(Collectors.toMap(name -> name, name -> description(metadata, name))));
  }

  private static boolean isWindow(Instant start, Instant end) {
    return start.isAfter(Instant.EPOCH) && end.isAfter(start) && end.isBefore(END_OF_TIME);
  }

  private static boolean isShortEnough(String url) {
    return url.length() <= DirectoryMetadata.MAX_URL;
  }

  private static String description(Metadata metadata, String profile) {
    return ProblemText.clean(
        metadata.getProfileDescription(profile).orElse(""), DirectoryMetadata.MAX_DESCRIPTION);
  }

  @Override
  public void close() {
    sessions.keySet().forEach(this::forget);
  }
}
