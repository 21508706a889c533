package dev.nodecert.operator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.nodecert.operator.upload.Verdict.Postponed;
import dev.nodecert.operator.upload.Verdict.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckPoolTest {

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

  @Test
  void aVerdictIsHandedOn() {
    try (var pool = new CheckPool(this::untilReleased, 1, LONG)) {
      assertThat(pool.judge("a", GOOD)).isEqualTo(DONE);
      assertThat(pool.judge("a", GOOD)).isEqualTo(DONE);
    }
  }

  @Test
  void oneNamespacesJunkHoldsUpItselfAndNoOther() {
    try (var pool = new CheckPool(this::untilReleased, 2, SHORT)) {
      assertThat(pool.judge("a", JUNK)).as("not in time").isInstanceOf(Postponed.class);
      assertThat(pool.judge("a", JUNK)).as("a second one").isInstanceOf(Postponed.class);
      assertThat(pool.judge("a", GOOD)).isInstanceOf(Postponed.class);
      await().untilAsserted(() -> assertThat(pool.judge("b", GOOD)).isEqualTo(DONE));

      release.countDown();
      await().untilAsserted(() -> assertThat(pool.judge("a", GOOD)).isEqualTo(DONE));
    }
  }

  @Test
  void noMoreThanItsThreadsWork() {
    try (var pool = new CheckPool(this::untilReleased, 1, SHORT)) {
      assertThat(pool.judge("a", JUNK)).isInstanceOf(Postponed.class);
      assertThat(pool.judge("b", GOOD)).isInstanceOf(Postponed.class);

      release.countDown();
      await().untilAsserted(() -> assertThat(pool.judge("b", GOOD)).isEqualTo(DONE));
    }
  }

  @Test
  void aCheckThatFailsHoldsUpNobody() {
    try (var pool =
        new CheckPool(
            upload -> {
              throw new IllegalArgumentException("of ours");
            },
            1,
            LONG)) {
      assertThatIllegalStateException().isThrownBy(() -> pool.judge("a", GOOD));
      assertThatIllegalStateException().isThrownBy(() -> pool.judge("a", GOOD));
    }
  }
}
