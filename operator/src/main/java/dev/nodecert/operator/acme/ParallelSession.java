package dev.nodecert.operator.acme;

import java.net.URI;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.shredzone.acme4j.Session;
import org.shredzone.acme4j.connector.NonceHolder;
import org.shredzone.acme4j.provider.AcmeProvider;

/**
 * A session whose requests may run beside each other.
 *
 * <p>acme4j keeps one nonce a session and holds its lock over a whole exchange, so that an
 * account's orders wait for each other. Here each exchange takes a nonce of its own from those that
 * the CA has handed out (RFC 8555 section 6.5), and only so many run at once.
 */
final class ParallelSession extends Session {

  /** Let's Encrypt hands out 20 new nonces a second to an address. */
  private static final int MAX_EXCHANGES = 8;

  private final Semaphore exchanges = new Semaphore(MAX_EXCHANGES);
  private final Deque<String> nonces = new ConcurrentLinkedDeque<>();
  private final ConcurrentMap<Thread, Exchange> running = new ConcurrentHashMap<>();

  ParallelSession(URI directory, AcmeProvider provider) {
    super(directory, provider);
  }

  @Override
  public NonceHolder lockNonce() {
    var outer = running.get(Thread.currentThread());
    if (outer != null) {
      return new Nested(outer);
    }
    exchanges.acquireUninterruptibly();
    var exchange = new Exchange(nonces.poll());
    running.put(Thread.currentThread(), exchange);
    return exchange;
  }

  /** The nonce of one exchange; what is left of it afterwards is for the next one. */
  private final class Exchange implements NonceHolder {
    private @Nullable String nonce;

    Exchange(@Nullable String nonce) {
      this.nonce = nonce;
    }

    @Override
    public @Nullable String getNonce() {
      return nonce;
    }

    @Override
    public void setNonce(@Nullable String nonce) {
      this.nonce = nonce;
    }

    @Override
    public void close() {
      if (nonce != null) {
        nonces.push(nonce);
      }
      running.remove(Thread.currentThread());
      exchanges.release();
    }
  }

  /** acme4j asks again within an exchange, for a new nonce or the directory. */
  private record Nested(NonceHolder outer) implements NonceHolder {
    @Override
    public @Nullable String getNonce() {
      return outer.getNonce();
    }

    @Override
    public void setNonce(@Nullable String nonce) {
      outer.setNonce(nonce);
    }

    @Override
    public void close() {
      // The outer one is still in use.
    }
  }
}
