package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.net.ConnectException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.shredzone.acme4j.Order;
import org.shredzone.acme4j.Problem;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeNotSupportedException;
import org.shredzone.acme4j.exception.AcmeProtocolException;
import org.shredzone.acme4j.exception.AcmeRateLimitedException;
import org.shredzone.acme4j.exception.AcmeServerException;
import org.shredzone.acme4j.toolbox.JSON;

class AcmeFailuresTest {

  private static final Instant LATER = Instant.parse("2026-11-23T13:00:00Z");
  private static final String UNAUTHORIZED =
      """
      {"type": "urn:ietf:params:acme:error:unauthorized", "detail": "Account is deactivated."}
      """;

  @Test
  void whatTheCaSaysNoToIsToldInItsOwnWords() {
    var thrown = new AcmeServerException(problem(UNAUTHORIZED));

    var failure = AcmeFailures.of(thrown);

    assertThat(failure.type()).isEqualTo("unauthorized");
    assertThat(failure.is("unauthorized")).isTrue();
    assertThat(failure.message()).isEqualTo("unauthorized: Account is deactivated.");
    assertThat(failure.retryAfter()).isEmpty();
    assertThat(failure).hasCause(thrown);
  }

  @Test
  void aRateLimitTellsWhenToComeBack() {
    var problem =
        problem(
            """
            {"type": "urn:ietf:params:acme:error:rateLimited", "detail": "Too many orders."}
            """);

    var failure = AcmeFailures.of(new AcmeRateLimitedException(problem, LATER, List.of()));

    assertThat(failure.type()).isEqualTo("rateLimited");
    assertThat(failure.message()).isEqualTo("rateLimited: Too many orders.");
    assertThat(failure.retryAfter()).contains(LATER);
  }

  @Test
  void whatIsHiddenInALazyGetterIsToldAsIfItWereNot() {
    var lazy = lazily(new AcmeServerException(problem(UNAUTHORIZED)));

    assertThat(AcmeFailures.of(lazy).type()).isEqualTo("unauthorized");
  }

  @Test
  void aFailureStaysWhatItIs() {
    var failure = new AcmeFailure("rateLimited", "Too many.", Optional.of(LATER));

    assertThat(AcmeFailures.of(failure)).isSameAs(failure);
  }

  @Test
  void anAnswerThatIsNotFromTheCaTellsWhenToComeBack() {
    var answer = new UnexpectedAnswerException("HTTP status 503.", Optional.of(LATER));

    var failure = AcmeFailures.of(new AcmeNetworkException(answer));

    assertThat(failure.type()).isEqualTo("unexpectedAnswer");
    assertThat(failure.message()).isEqualTo("HTTP status 503.");
    assertThat(failure.retryAfter()).contains(LATER);
  }

  static Stream<Arguments> connectionProblems() {
    var untrusted = "The CA's TLS certificate is not trusted.";
    return Stream.of(
        argumentSet(
            "an untrusted issuer",
            caused(new SSLHandshakeException("PKIX"), new CertificateException("unknown")),
            untrusted),
        argumentSet(
            "an expired certificate",
            caused(new SSLHandshakeException("PKIX"), new CertPathValidatorException("expired")),
            untrusted),
        argumentSet(
            "no TLS at all",
            new SSLHandshakeException("Remote host terminated the handshake"),
            "The CA's server and the operator do not agree on TLS."),
        argumentSet(
            "an unknown host",
            new UnknownHostException("ca.example.com"),
            "The name of the CA's server does not resolve."),
        argumentSet(
            "an unknown host, as the JDK's client tells it",
            caused(new ConnectException(), new UnresolvedAddressException()),
            "The name of the CA's server does not resolve."),
        argumentSet(
            "a refused connection",
            new ConnectException("Connection refused"),
            "The CA's server refuses connections or is not reachable."),
        argumentSet(
            "no answer", new HttpTimeoutException("late"), "The CA did not answer in time."),
        argumentSet(
            "no connection in time",
            new HttpConnectTimeoutException("late"),
            "The CA did not answer in time."),
        argumentSet(
            "a broken connection",
            new IOException("reset"),
            "The connection to the CA's server broke."));
  }

  @ParameterizedTest
  @MethodSource("connectionProblems")
  void whoDoesNotReachTheCaIsToldWhy(IOException thrown, String message) {
    for (var exception :
        List.of(
            thrown, new AcmeNetworkException(thrown), lazily(new AcmeNetworkException(thrown)))) {
      var failure = AcmeFailures.of(exception);

      assertThat(failure.type()).isEqualTo("connection");
      assertThat(failure.message()).startsWith(message);
    }
  }

  static Stream<Arguments> unusableAnswers() {
    return Stream.of(
        argumentSet(
            "no JSON",
            new AcmeProtocolException("Unexpected char 60"),
            "unexpectedAnswer",
            "The CA's answer cannot be used: Unexpected char 60"),
        argumentSet(
            "an unknown status",
            new AcmeException("HTTP 200\nOK\u202E"),
            "unexpectedAnswer",
            "The CA's answer cannot be used: HTTP 200 OK"),
        argumentSet(
            "a feature that the CA lacks",
            new AcmeNotSupportedException("profile"),
            "unsupported",
            "The CA's answer cannot be used: Server does not support profile"),
        argumentSet(
            "a problem document that is none",
            new IllegalArgumentException("Illegal character in path at index 3: not a URI"),
            "unexpectedAnswer",
            "The CA's answer cannot be used: Illegal character"));
  }

  @ParameterizedTest
  @MethodSource("unusableAnswers")
  void anAnswerThatCannotBeUsedIsToldCleanly(Exception thrown, String type, String message) {
    var failure = AcmeFailures.of(thrown);

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).startsWith(message).doesNotContain("\n", "\u202E");
    assertThat(failure.message().length()).isLessThanOrEqualTo(ProblemText.MAX_PROBLEM);
  }

  @Test
  void aDamagedDownloadIsNoQuestionOfTrust() {
    var thrown =
        new AcmeProtocolException(
            "Failed to read certificate", new CertificateException("no certificate"));

    assertThat(AcmeFailures.of(thrown).message())
        .isEqualTo("The CA's answer cannot be used: Failed to read certificate");
  }

  private static <T extends Throwable> T caused(T exception, Throwable cause) {
    exception.initCause(cause);
    return exception;
  }

  private static AcmeLazyLoadingException lazily(AcmeException cause) {
    try {
      return new AcmeLazyLoadingException(
          Order.class, URI.create("https://ca.example.com/order/1").toURL(), cause);
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Problem problem(String json) {
    try {
      return new Problem(JSON.parse(json), URI.create("https://ca.example.com/order/1").toURL());
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
