package dev.nodecert.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.upload.Verdict.Postponed;
import dev.nodecert.operator.upload.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CheckPoolTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Refused DONE = new Refused("Done", "It is done.", Optional.empty());
  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Upload JUNK = Uploads.of(Map.of("junk", new byte[1]));
  private static final Upload GOOD = Uploads.of(Map.of());

  private final CountDownLatch release = new CountDownLatch(1);

  private Verdict untilReleased(Upload upload) {
    try {
      if (upload.entries().containsKey("junk")) {
        release.await();
      }
      return DONE;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict fail(Upload upload) {
    throw new IllegalArgumentException("of ours");
  }

  private static Verdict judge(CheckPool pool, String namespace, Upload upload) {
    return pool.begin(namespace, upload).map(Judgement::verdict).orElseGet(Postponed::new);
  }

  @Test
  void aVerdictIsHandedOn() {
    try (var pool = new CheckPool(this::untilReleased, 1, LONG)) {
      assertThat(judge(pool, "a", GOOD)).isEqualTo(DONE);
      assertThat(judge(pool, "a", GOOD)).isEqualTo(DONE);
    }
  }

  @Test
  void oneNamespacesJunkHoldsUpItselfAndNoOther() {
    try (var pool = new CheckPool(this::untilReleased, 2, SHORT)) {
      assertThat(judge(pool, "a", JUNK)).as("not in time").isInstanceOf(Postponed.class);
      assertThat(judge(pool, "a", JUNK)).as("a second one").isInstanceOf(Postponed.class);
      assertThat(judge(pool, "a", GOOD)).isInstanceOf(Postponed.class);
      await().untilAsserted(() -> assertThat(judge(pool, "b", GOOD)).isEqualTo(DONE));

      release.countDown();
      await().untilAsserted(() -> assertThat(judge(pool, "a", GOOD)).isEqualTo(DONE));
    }
  }

  @Test
  void whatTakesLongIsJudgedOnceHoweverOftenItIsAskedFor() {
    var judged = new AtomicInteger();
    try (var pool =
        new CheckPool(
            upload -> {
              judged.incrementAndGet();
              return untilReleased(upload);
            },
            1,
            SHORT)) {
      var judgement = pool.begin("a", JUNK).orElseThrow();
      assertThat(judgement.verdict()).isInstanceOf(Postponed.class);
      assertThat(judgement.canTell(JUNK, NOW)).isTrue();
      assertThat(judgement.canTell(GOOD, NOW)).isFalse();

      release.countDown();
      await().untilAsserted(() -> assertThat(judgement.verdict()).isEqualTo(DONE));
      assertThat(judged).hasValue(1);
    }
  }

  @Test
  void aCheckThatHasFailedTellsNothingMore() {
    try (var pool = new CheckPool(CheckPoolTest::fail, 1, LONG)) {
      var judgement = pool.begin("a", GOOD).orElseThrow();

      assertThatIllegalStateException().isThrownBy(judgement::verdict);
      assertThat(judgement.canTell(GOOD, NOW)).isFalse();
    }
  }

  @Test
  void noMoreThanItsThreadsWork() {
    try (var pool = new CheckPool(this::untilReleased, 1, SHORT)) {
      assertThat(judge(pool, "a", JUNK)).isInstanceOf(Postponed.class);
      assertThat(judge(pool, "b", GOOD)).isInstanceOf(Postponed.class);

      release.countDown();
      await().untilAsserted(() -> assertThat(judge(pool, "b", GOOD)).isEqualTo(DONE));
    }
  }

  @Test
  void aCheckThatFailsHoldsUpNobody() {
    try (var pool = new CheckPool(CheckPoolTest::fail, 1, LONG)) {
      assertThatIllegalStateException().isThrownBy(() -> judge(pool, "a", GOOD));
      assertThatIllegalStateException().isThrownBy(() -> judge(pool, "a", GOOD));
    }
  }
}
