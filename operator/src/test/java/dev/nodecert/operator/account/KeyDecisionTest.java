package dev.nodecert.operator.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.account.KeyDecision.AwaitChallenges;
import dev.nodecert.operator.account.KeyDecision.Keep;
import dev.nodecert.operator.account.KeyDecision.RollOver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyDecisionTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final String NOT_WAITING = "";
  private static final Optional<List<String>> NOT_ASKED = Optional.empty();
  private static final Optional<List<String>> NONE = Optional.of(List.of());
  private static final Optional<List<String>> TWO =
      Optional.of(List.of("proxy/pve1", "proxy/pve2"));
  private static final KeyDecision AWAIT_TWO = new AwaitChallenges(TWO.orElseThrow());

  static Stream<Arguments> decisions() {
    return Stream.of(
        argumentSet("the version is in use", 2, 2, NOT_ASKED, NOT_WAITING, new Keep()),
        argumentSet("a lower one is wanted", 3, 2, NOT_ASKED, NOT_WAITING, new Keep()),
        argumentSet("a higher one is wanted", 1, 2, NONE, NOT_WAITING, new RollOver()),
        argumentSet("one of long after", 1, 9, NONE, NOT_WAITING, new RollOver()),
        argumentSet("while challenges run", 1, 2, TWO, NOT_WAITING, AWAIT_TWO),
        argumentSet("they still run", 1, 2, TWO, "2026-11-23T11:00:01Z", AWAIT_TWO),
        argumentSet("they are over", 1, 2, NONE, "2026-11-23T11:59:50Z", new RollOver()),
        argumentSet(
            "it has waited an hour", 1, 2, NOT_ASKED, "2026-11-23T11:00:00Z", new RollOver()),
        argumentSet(
            "nothing is wanted any more", 2, 2, NOT_ASKED, "2026-11-23T11:00:00Z", new Keep()));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void aKeyIsRolledOverOnceAHigherVersionIsWantedAndNoChallengeRuns(
      int inUse,
      int wanted,
      Optional<List<String>> running,
      String waitingSince,
      KeyDecision decision) {
    var since = Optional.of(waitingSince).filter(it -> !it.isEmpty()).map(Instant::parse);

    assertThat(KeyDecision.of(inUse, wanted, running::orElseThrow, since, NOW)).isEqualTo(decision);
  }
}
