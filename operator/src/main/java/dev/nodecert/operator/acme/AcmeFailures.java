package dev.nodecert.operator.acme;

import dev.nodecert.operator.text.VisibleText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNotSupportedException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Both families of acme4j's exceptions, checked and unchecked, as one failure. */
final class AcmeFailures {

  private record ConnectionProblem(Class<? extends Throwable> cause, String message) {}

  private static final String NOT_TRUSTED =
      "The CA's TLS certificate is not trusted. Give the CA's root in spec.caBundle of the"
          + " AcmeAccount.";
  private static final String NOT_RESOLVED = "The name of the CA's server does not resolve.";

  /** The most telling first: the JDK wraps one in another. */
  private static final List<ConnectionProblem> CONNECTION_PROBLEMS =
      List.of(
          new ConnectionProblem(CertificateException.class, NOT_TRUSTED),
          new ConnectionProblem(CertPathValidatorException.class, NOT_TRUSTED),
          new ConnectionProblem(
              SSLException.class, "The CA's server and the operator do not agree on TLS."),
          new ConnectionProblem(UnknownHostException.class, NOT_RESOLVED),
          new ConnectionProblem(UnresolvedAddressException.class, NOT_RESOLVED),
          new ConnectionProblem(HttpTimeoutException.class, "The CA did not answer in time."),
          new ConnectionProblem(
              ConnectException.class, "The CA's server refuses connections or is not reachable."),
          new ConnectionProblem(IOException.class, "The connection to the CA's server broke."));

  private AcmeFailures() {}

  static AcmeFailure of(Throwable thrown) {
    return switch (thrown) {
      case AcmeFailure failure -> failure;
      case AcmeRateLimitedException limited -> refusal(limited, limited.getRetryAfter());
      case AcmeServerException refused -> refusal(refused, Optional.empty());
      case AcmeNotSupportedException unsupported -> unexpected("unsupported", unsupported);
      case AcmeLazyLoadingException lazy when lazy.getCause() != null -> of(lazy.getCause());
      default -> byCause(thrown);
    };
  }

  private static AcmeFailure refusal(AcmeServerException refused, Optional<Instant> retryAfter) {
    try {
      var problem = refused.getProblem();
      return new AcmeFailure(
          ProblemText.type(problem), ProblemText.of(problem), retryAfter, refused);
    } catch (RuntimeException malformed) {
      return unexpected("unexpectedAnswer", malformed);
    }
  }

  private static AcmeFailure byCause(Throwable thrown) {
    var causes = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).toList();
    return first(causes, UnexpectedAnswerException.class)
        .map(answer ->
            new AcmeFailure(
                answer.type(), String.valueOf(answer.getMessage()), answer.retryAfter(), thrown))
        .or(() -> connectionProblem(causes).map(message -> connection(message, thrown)))
        .orElseGet(() -> unexpected("unexpectedAnswer", thrown));
  }

  private static Optional<String> connectionProblem(List<Throwable> causes) {
    if (first(causes, IOException.class).isEmpty()) {
      return Optional.empty(); // A damaged certificate in an answer is no matter of trust.
    }
    return CONNECTION_PROBLEMS.stream()
        .filter(problem -> first(causes, problem.cause()).isPresent())
        .map(ConnectionProblem::message)
        .findFirst();
  }

  private static <T extends Throwable> Optional<T> first(List<Throwable> causes, Class<T> type) {
    return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static AcmeFailure connection(String message, Throwable cause) {
    return new AcmeFailure("connection", message, Optional.empty(), cause);
  }

  private static AcmeFailure unexpected(String type, Throwable thrown) {
    var text = "The CA's answer cannot be used: " + String.valueOf(thrown.getMessage());
    return new AcmeFailure(
        type, VisibleText.line(text, ProblemText.MAX_PROBLEM), Optional.empty(), thrown);
  }
}
