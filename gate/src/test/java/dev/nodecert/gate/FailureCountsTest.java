package dev.nodecert.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailureCountsTest {

  private final MovedClock clock = new MovedClock();
  private final FailureCounts counts = new FailureCounts(3);

  @Test
  void thereAreSoManyAndTheLongestAgoIsForgotten() {
    add("a", "b", "c", "a", "d");
    assertThat(countsOf("a", "b", "c", "d")).containsExactly(2, 0, 1, 1);

    add("e", "f", "g");
    assertThat(countsOf("a", "d", "e", "f", "g")).containsExactly(0, 0, 1, 1, 1);
  }

  @Test
  void whatIsWithdrawnIsOneAndNeverLessThanNone() {
    add("a", "a", "b");
    Stream.of("a", "b", "b", "c").forEach(counts::withdraw);
    assertThat(countsOf("a", "b", "c")).containsExactly(1, 0, 0);

    add("b");
    assertThat(countsOf("b")).containsExactly(1);
  }

  private void add(String... keys) {
    Stream.of(keys).forEach(key -> counts.add(key, clock.instant()));
  }

  private List<Integer> countsOf(String... keys) {
    return Stream.of(keys).map(key -> counts.of(key, clock.instant()).count()).toList();
  }
}
