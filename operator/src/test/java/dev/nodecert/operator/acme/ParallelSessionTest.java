package dev.nodecert.operator.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.shredzone.acme4j.Session;

@Timeout(60)
class ParallelSessionTest {

  private static final int MAX_EXCHANGES = 8;

  private final CountDownLatch testIsOver = new CountDownLatch(1);
  private final List<Thread> exchanges = new ArrayList<>();
  private final Session session = session();

  private static Session session() {
    var directory = new CADirectory(URI.create("https://ca.example.com"), Optional.empty());
    return new ParallelSession(
        directory.url(), new BoundedProvider(directory, (_, _, _) -> {}, InstantSource.system()));
  }

  @AfterEach
  void endTheExchanges() {
    testIsOver.countDown();
  }

  @Test
  void theFirstExchangeHasNoNonce() {
    try (var exchange = session.lockNonce()) {
      assertThat(exchange.getNonce()).isNull();
    }
  }

  @Test
  void whatTheCaHandsOutIsForTheNextExchange() {
    leave("nonce-1");

    try (var exchange = session.lockNonce()) {
      assertThat(exchange.getNonce()).isEqualTo("nonce-1");
    }
  }

  @Test
  void aNonceThatIsUsedUpIsForNobody() {
    leave("nonce-1");
    leave(null);

    try (var exchange = session.lockNonce()) {
      assertThat(exchange.getNonce()).isNull();
    }
  }

  @Test
  void exchangesBesideEachOtherNeverShareANonce() throws InterruptedException {
    leave("nonce-1");
    var others = new ArrayList<String>();

    try (var exchange = session.lockNonce()) {
      Thread.ofVirtual().start(() -> others.add(nonceOfAnExchange())).join();

      assertThat(exchange.getNonce()).isEqualTo("nonce-1");
      assertThat(others).containsExactly("none");
    }
  }

  @Test
  void whatAcme4jAsksForInBetweenIsPartOfTheExchange() {
    leave("nonce-1");

    try (var exchange = session.lockNonce()) {
      try (var within = session.lockNonce()) {
        assertThat(within.getNonce()).isEqualTo("nonce-1");
        within.setNonce("nonce-2");
      }
      assertThat(exchange.getNonce()).isEqualTo("nonce-2");
      try (var stillWithin = session.lockNonce()) {
        assertThat(stillWithin.getNonce()).isEqualTo("nonce-2");
      }
    }

    assertThat(nonceOfAnExchange()).isEqualTo("nonce-2");
  }

  @Test
  void soManyExchangesRunAtOnceAndTheNextOneWaits() {
    for (int i = 0; i < MAX_EXCHANGES; i++) {
      exchanges.add(Thread.ofVirtual().start(this::exchangeUntilTheTestIsOver));
    }
    await().until(() -> exchanges.stream().allMatch(ParallelSessionTest::isWaiting));

    var next = Thread.ofVirtual().start(this::nonceOfAnExchange);
    await().until(() -> isWaiting(next));
    testIsOver.countDown();

    await().until(() -> !next.isAlive());
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
  }

  private void exchangeUntilTheTestIsOver() {
    try (var _ = session.lockNonce()) {
      testIsOver.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave(@Nullable String nonce) {
    try (var exchange = session.lockNonce()) {
      exchange.setNonce(nonce);
    }
  }

  private String nonceOfAnExchange() {
    try (var exchange = session.lockNonce()) {
      var nonce = exchange.getNonce();
      return nonce == null ? "none" : nonce;
    }
  }
}
