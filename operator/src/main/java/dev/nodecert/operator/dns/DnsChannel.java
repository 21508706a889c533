package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Silence;
import dev.nodecert.operator.dns.Reply.Silence.Cause;
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
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.WireParseException;

/**
 * A way to a name server.
 *
 * @param signer of the messages, if they are signed
 */
record DnsChannel(InetSocketAddress server, Optional<TSIG> signer) {

  /** dnsjava's clock starts once a message is on its way; this is for what it does not time. */
  private static final Duration GRACE = Duration.ofMillis(500);

  private static final Silence NONSENSE =
      new Silence(Cause.NONSENSE, "answers another question or nonsense");

  /** How messages travel. */
  enum Transport {
    UDP,
    TCP
  }

  /** A way on which nothing is signed. */
  static DnsChannel unsigned(InetSocketAddress server) {
    return new DnsChannel(server, Optional.empty());
  }

  /** Sends a message once and waits for its answer, which may be a truncated one. */
  Reply exchange(Message message, Transport transport, Duration timeout) {
    try {
      var limit = timeout.plus(GRACE);
      var answer = send(message, transport, timeout).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return isAnswerTo(message, answer) ? new Reply.Answer(answer) : NONSENSE;
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
  private Future<Message> send(Message message, Transport transport, Duration timeout) {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(timeout);
    resolver.setTCP(transport == Transport.TCP);
    resolver.setIgnoreTruncation(true);
    signer.ifPresent(resolver::setTSIGKey);
    return resolver.sendAsync(message, Thread::startVirtualThread).toCompletableFuture();
  }

  /**
   * What dnsjava leaves open. It has compared the ID, and the question of a query; an update's zone
   * need not come back (RFC 2136 section 3.8).
   */
  private static boolean isAnswerTo(Message message, Message answer) {
    var question = answer.getQuestion();
    return answer.getHeader().getFlag(Flags.QR)
        && answer.getHeader().getOpcode() == message.getHeader().getOpcode()
        && (question == null || question.equals(message.getQuestion()));
  }

  private static Silence silence(@Nullable Throwable cause) {
    return switch (cause) {
      case SocketTimeoutException _ -> new Silence(Cause.LATE, "does not answer in time");
      case WireParseException _ -> NONSENSE;
      case IOException _ -> new Silence(Cause.UNREACHABLE, "cannot be reached");
      case null, default -> NONSENSE;
    };
  }
}
