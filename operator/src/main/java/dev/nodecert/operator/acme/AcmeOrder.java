package dev.nodecert.operator.acme;

import dev.nodecert.operator.x509.CertificateChain;
import dev.nodecert.operator.x509.PrivateKeyPair;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.shredzone.acme4j.Authorization;
import org.shredzone.acme4j.Certificate;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.Status;

/** An order (RFC 8555 section 7.1.3) as the CA last showed it, and what can be done with it. */
public final class AcmeOrder {

  private static final int MAX_CHAIN = 10;
  private static final int MAX_ALTERNATES = 5;

  private final Order order;
  private final String keyThumbprint;
  private final InstantSource clock;

  AcmeOrder(Order order, AccountKey key, InstantSource clock) {
    this.order = order;
    this.keyThumbprint = key.thumbprint();
    this.clock = clock;
  }

  /** An order's status (RFC 8555 section 7.1.6). */
  public enum State {
    PENDING,
    READY,
    PROCESSING,
    VALID,
    INVALID
  }

  /** Where the order is. */
  public URI url() {
    return Endpoint.call("order", () -> ResourceUrl.of(order.getLocation()));
  }

  /** The thumbprint of the account key that its requests are signed with. */
  public String keyThumbprint() {
    return keyThumbprint;
  }

  /** The order's status; one that RFC 8555 does not know counts as invalid. */
  public State state() {
    return switch (Endpoint.call("order", order::getStatus)) {
      case Status.PENDING -> State.PENDING;
      case Status.READY -> State.READY;
      case Status.PROCESSING -> State.PROCESSING;
      case Status.VALID -> State.VALID;
      default -> State.INVALID;
    };
  }

  /** The names that it is for. */
  public SortedSet<String> names() {
    return Endpoint.call("order", order::getIdentifiers).stream()
        .map(IdentifierText::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** When the CA asked to look again. */
  public Optional<Instant> retryAfter() {
    return order.getRetryAfter().map(at -> RetryAfter.clamp(at, clock.instant()));
  }

  /** Reads the order's authorizations, one request each. */
  public List<AcmeAuthorization> authorizations() {
    return Endpoint.call(
            "authorization",
            () -> {
              var authorizations = order.getAuthorizations();
              requireNoMoreThanNames(authorizations.size());
              for (Authorization authorization : authorizations) {
                authorization.fetch();
              }
              return authorizations;
            })
        .stream()
        .map(AcmeAuthorization::new)
        .toList();
  }

  private void requireNoMoreThanNames(int authorizations) throws UnexpectedAnswerException {
    int names = names().size();
    if (authorizations > names) {
      throw new UnexpectedAnswerException(
          "The CA wants %2$d authorizations for an order of %1$d names."
              .formatted(names, authorizations));
    }
  }

  /**
   * Why the order is invalid, from the CA's problem documents: the order's own and those of its
   * challenges.
   */
  public AcmeFailure problem() {
    var challenges = authorizations().stream().flatMap(a -> a.problem().stream()).toList();
    if (!challenges.isEmpty()) {
      var texts = challenges.stream().map(AcmeFailure::message).toList();
      return new AcmeFailure(
          challenges.getFirst().type(), ProblemText.join(texts), Optional.empty());
    }
    return Endpoint.call("order", () -> order.getError().map(AcmeOrder::failure))
        .orElseGet(() ->
            new AcmeFailure(
                "orderInvalid", "The CA ended the order and gave no reason.", Optional.empty()));
  }

  private static AcmeFailure failure(Problem problem) {
    return new AcmeFailure(ProblemText.type(problem), ProblemText.of(problem), Optional.empty());
  }

  /** Asks for the certificate (RFC 8555 section 7.4), by a request that names no subject. */
  public void requestCertificate(PrivateKeyPair key) {
    Endpoint.run("finalize", () -> order.execute(key.keyPair()));
  }

  /** Where the certificate is, once the order is valid. */
  public URI certificateUrl() {
    return Endpoint.call("order", () -> ResourceUrl.of(order.getCertificate().getLocation()));
  }

  /** Downloads the certificate with the chain that the CA has for all (RFC 8555 section 7.4.2). */
  public CertificateChain download() {
    return download(Endpoint.call("order", order::getCertificate));
  }

  /**
   * Downloads the certificate with one of the other chains that the CA has for it; empty where none
   * of the first five does.
   *
   * @param topIssuer the common name of who issued the last certificate of that chain
   */
  public Optional<CertificateChain> download(String topIssuer) {
    return Endpoint.call("certificate", () -> order.getCertificate().getAlternateCertificates())
        .stream()
        .limit(MAX_ALTERNATES)
        .map(AcmeOrder::download)
        .filter(chain -> chain.topIssuer().filter(topIssuer::equals).isPresent())
        .findFirst();
  }

  static CertificateChain download(Certificate certificate) {
    return Endpoint.call(
        "certificate",
        () -> {
          certificate.download();
          return chain(certificate.getCertificateChain());
        });
  }

  private static CertificateChain chain(List<X509Certificate> certificates)
      throws UnexpectedAnswerException {
    if (certificates.size() > MAX_CHAIN) {
      throw new UnexpectedAnswerException(
          "The CA sent a chain of %d certificates, and no CA needs more than %d."
              .formatted(certificates.size(), MAX_CHAIN));
    }
    return new CertificateChain(certificates);
  }
}
