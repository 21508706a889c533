package dev.nodecert.operator.acme;

import dev.nodecert.operator.text.VisibleText;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.net.URI;
import java.net.URL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Metadata;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.RenewalInfo;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeProtocolException;

/**
 * The operator's way to ACME CAs. Every method speaks to the CA once, or as often as a bad nonce
 * makes it, and throws {@link AcmeFailure}.
 */
public final class AcmeClient implements AutoCloseable {

  /** RFC 3339 has four digits for a year. */
  private static final Instant END_OF_TIME = Instant.parse("9999-12-31T00:00:00Z");

  private static final String UNSUPPORTED = "unsupported";

  static final String REVOKE_CERT = "revokeCert";

  private static final String ALREADY_REVOKED = "alreadyRevoked";

  /** RFC 9773 section 5, and what Let's Encrypt's Boulder answers besides. */
  private static final Set<String> REFUSES_REPLACEMENT =
      Set.of("alreadyReplaced", "conflict", "malformed", "unauthorized", UNSUPPORTED);

  private final AcmeSessions sessions;
  private final AcmeAccounts accounts;
  private final InstantSource clock;

  /** A client that tells of every request that was answered. */
  public AcmeClient(CAExchange exchanges, InstantSource clock) {
    this.sessions = new AcmeSessions(exchanges, clock);
    this.accounts = new AcmeAccounts(sessions);
    this.clock = clock;
  }

  /** Reads a directory anew. */
  public DirectoryMetadata directory(CADirectory directory) {
    return sessions.withNew(directory, session -> metadata(session.getMetadata()));
  }

  /** What can be done with accounts. */
  public AcmeAccounts accounts() {
    return accounts;
  }

  /** Whether a CA has refused an order for what it was said to replace. */
  public static boolean isAboutReplacement(AcmeFailure failure) {
    return REFUSES_REPLACEMENT.contains(failure.type());
  }

  /** Orders a certificate (RFC 8555 section 7.4). */
  public AcmeOrder newOrder(AcmeAccountLogin login, OrderRequest request) {
    var identifiers = IdentifierText.identifiers(request.dnsNames(), request.ipAddresses());
    return new AcmeOrder(
        Endpoint.call(
            "newOrder",
            () -> {
              var order = sessions.login(login).newOrder().identifiers(identifiers);
              request.profile().ifPresent(order::profile);
              request.replaced().ifPresent(order::replaces);
              return order.create();
            }),
        login.key(),
        clock);
  }

  /** When the CA wants a certificate to be renewed; empty where it never says. */
  public Optional<RenewalInformation> renewalInformation(
      AcmeAccountLogin login, X509Certificate certificate) {
    try {
      return Optional.of(
          Endpoint.call(
              "renewalInfo", () -> read(sessions.login(login).bindRenewalInfo(certificate))));
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
        Endpoint.call(
            "order", () -> fetched(sessions.login(login).bindOrder(new URI(url).toURL()))),
        login.key(),
        clock);
  }

  /**
   * Revokes a certificate as the account that ordered it (RFC 8555 section 7.6). One that is
   * revoked already is as it should be.
   */
  public void revoke(AcmeAccountLogin login, X509Certificate certificate, RevocationReason reason) {
    revoke(() -> Certificate.revoke(sessions.login(login), certificate, told(reason)));
  }

  /**
   * Revokes a certificate by its own key: to the CA a proof that others may have that key, too. One
   * that is revoked already is as it should be.
   */
  public void revoke(
      CADirectory directory,
      PrivateKeyPair key,
      X509Certificate certificate,
      RevocationReason reason) {
    sessions.withNew(
        directory,
        session -> {
          revoke(() -> Certificate.revoke(session, key.keyPair(), certificate, told(reason)));
          return key;
        });
  }

  private static void revoke(Endpoint.Action revocation) {
    try {
      Endpoint.run(REVOKE_CERT, revocation);
    } catch (AcmeFailure failure) {
      if (!failure.is(ALREADY_REVOKED)) {
        throw failure;
      }
    }
  }

  private static org.shredzone.acme4j.@Nullable RevocationReason told(RevocationReason reason) {
    return reason.toldAs().map(org.shredzone.acme4j.RevocationReason::code).orElse(null);
  }

  private static Order fetched(Order order) throws Exception {
    order.fetch();
    return order;
  }

  /** Forgets an account's session, so that the next request starts from the directory. */
  public void forget(URI accountUrl) {
    sessions.forget(accountUrl);
  }

  static DirectoryMetadata metadata(Metadata metadata) {
    return new DirectoryMetadata(
        metadata.getTermsOfService().map(URI::toASCIIString).filter(AcmeClient::isShortEnough),
        metadata.getWebsite().map(ResourceUrl::ascii).filter(AcmeClient::isShortEnough),
        metadata.getCaaIdentities().stream()
            .limit(DirectoryMetadata.MAX_CAA_IDENTITIES)
            .map(identity -> VisibleText.line(identity, DirectoryMetadata.MAX_NAME))
            .toList(),
        metadata.isExternalAccountRequired(),
        metadata.getProfiles().stream()
            .filter(name -> name.equals(VisibleText.line(name, DirectoryMetadata.MAX_NAME)))
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
    return VisibleText.line(
        metadata.getProfileDescription(profile).orElse(""), DirectoryMetadata.MAX_DESCRIPTION);
  }

  @Override
  public void close() {
    sessions.close();
  }
}
