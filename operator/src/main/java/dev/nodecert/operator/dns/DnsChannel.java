package dev.nodecert.operator.dns;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.WireParseException;

/**
 * A way to a name server.
 *
 * @param timeout of an exchange as a whole: over UDP with the TCP that follows a truncated answer
 * @param signer of the messages, if they are signed
 */
record DnsChannel(
    InetSocketAddress server, Transport transport, Duration timeout, Optional<TSIG> signer) {

  /** How messages travel. */
  enum Transport {
    UDP,
    TCP
  }

  /** A way on which nothing is signed. */
  static DnsChannel unsigned(InetSocketAddress server, Transport transport, Duration timeout) {
    return new DnsChannel(server, transport, timeout, Optional.empty());
  }

  /** Sends a message and waits for its answer; dnsjava sees to it that it is of the question. */
  Reply exchange(Message message) {
    try {
      return new Reply.Answer(send(message).get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return silence(new SocketTimeoutException());
    } catch (ExecutionException e) {
      return silence(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DnsFailure("DNSInterrupted", "The operator stops.");
    }
  }

  /** In threads of its own: whoever waits in the common pool would wait for himself. */
  private Future<Message> send(Message message) {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(timeout);
    resolver.setTCP(transport == Transport.TCP);
    signer.ifPresent(resolver::setTSIGKey);
    return resolver.sendAsync(message, Thread::startVirtualThread).toCompletableFuture();
  }

  private Reply.Silence silence(@Nullable Throwable cause) {
    return new Reply.Silence(
        switch (cause) {
          case SocketTimeoutException _ ->
              "does not answer within %d s".formatted(timeout.toSeconds());
          case WireParseException _ -> "answers another question or nonsense";
          case IOException _ -> "cannot be reached";
          case null, default -> "answers nonsense";
        });
  }
}
