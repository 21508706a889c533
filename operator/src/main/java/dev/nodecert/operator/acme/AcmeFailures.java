package dev.nodecert.operator.acme;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNotSupportedException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** Both families of acme4j's exceptions, checked and unchecked, as one failure. */
final class AcmeFailures {

  private AcmeFailures() {}

  static AcmeFailure of(Throwable thrown) {
    return switch (thrown) {
      case AcmeFailure failure -> failure;
      case AcmeRateLimitedException limited ->
          new AcmeFailure(
              "rateLimited",
              ProblemText.of(limited.getProblem()),
              limited.getRetryAfter(),
              limited);
      case AcmeServerException refused -> refusal(refused);
      case AcmeNotSupportedException unsupported -> unexpected("unsupported", unsupported);
      case AcmeLazyLoadingException lazy when lazy.getCause() != null -> of(lazy.getCause());
      default -> byCause(thrown);
    };
  }

  private static AcmeFailure refusal(AcmeServerException refused) {
    var problem = refused.getProblem();
    return new AcmeFailure(
        ProblemText.type(problem), ProblemText.of(problem), Optional.empty(), refused);
  }

  private static AcmeFailure byCause(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case UnexpectedAnswerException answer -> {
          return new AcmeFailure(
              "unexpectedAnswer", String.valueOf(answer.getMessage()), answer.retryAfter(), thrown);
        }
        case SSLException _ -> {
          return connection(
              "The CA's TLS certificate is not trusted. Give the CA's root in"
                  + " spec.caBundle of the AcmeAccount.",
              thrown);
        }
        case UnknownHostException _, UnresolvedAddressException _ -> {
          return connection("The name of the CA's server does not resolve.", thrown);
        }
        case HttpTimeoutException _ -> {
          return connection("The CA did not answer in time.", thrown);
        }
        case ConnectException _ -> {
          return connection("The CA's server refuses connections or is not reachable.", thrown);
        }
        default -> {
          // Look further down.
        }
      }
    }
    return unexpected("unexpectedAnswer", thrown);
  }

  private static AcmeFailure connection(String message, Throwable cause) {
    return new AcmeFailure("connection", message, Optional.empty(), cause);
  }

  private static AcmeFailure unexpected(String type, Throwable thrown) {
    var text = "The CA's answer cannot be used: " + String.valueOf(thrown.getMessage());
    return new AcmeFailure(
        type, ProblemText.clean(text, ProblemText.MAX_PROBLEM), Optional.empty(), thrown);
  }
}
