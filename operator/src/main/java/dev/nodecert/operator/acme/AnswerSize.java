package dev.nodecert.operator.acme;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import org.jspecify.annotations.Nullable;

/**
 * How long a CA's answer may be.
 *
 * @param document in bytes, of JSON and all else
 * @param chain in bytes, of certificates
 */
record AnswerSize(int document, int chain) {

  private static final String CHAIN_TYPE = "application/pem-certificate-chain";

  /** What the JDK's limiting subscriber says; it has no type of its own for it. */
  private static final String EXCEEDED = "body exceeds capacity";

  /** Cuts an answer off that is longer than it may be. */
  <T> BodySubscriber<T> limiting(HttpHeaders headers, BodySubscriber<T> subscriber) {
    return BodySubscribers.limiting(subscriber, limit(headers));
  }

  private int limit(HttpHeaders headers) {
    return headers.firstValue("Content-Type").filter(t -> t.startsWith(CHAIN_TYPE)).isPresent()
        ? chain
        : document;
  }

  /** A failed exchange, told by what it was. */
  IOException told(@Nullable Throwable failure) {
    if (failure != null && String.valueOf(failure.getMessage()).contains(EXCEEDED)) {
      return new UnexpectedAnswerException("The CA's answer is longer than it may be.");
    }
    return failure instanceof IOException io ? io : new IOException(failure);
  }
}
