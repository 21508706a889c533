package dev.nodecert.operator.x509;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.nodecert.operator.x509.ChainCheck.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainCheckTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String PVE1 = "pve1.example.com";
  private static final String WILDCARD = "*.pve.example.com";
  private static final TestChain GOOD = TestChain.of(List.of(PVE1, WILDCARD), NOW).below(2);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aWholeChainInDateForTheNamesAndTheKeyIsServable(int issuers) {
    assertThat(judge(GOOD.below(issuers))).isEqualTo(new Verdict.Servable());
  }

  @Test
  void addressesAreComparedHoweverJavaWritesThem() {
    var names = List.of(PVE1, "192.0.2.7", "2001:db8::7");
    var chain = TestChain.of(names, NOW);

    assertThat(ChainCheck.judge(chain.make(), chain.key(), Set.copyOf(names), NOW))
        .isEqualTo(new Verdict.Servable());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        argumentSet("a name is missing", beginning(NOW, PVE1), "NamesMismatch"),
        argumentSet("a name too many", beginning(NOW, PVE1, WILDCARD, "x.org"), "NamesMismatch"),
        argumentSet(
            "an address too many", beginning(NOW, PVE1, WILDCARD, "192.0.2.7"), "NamesMismatch"),
        argumentSet("it ends now", GOOD.until(NOW), "Expired"),
        argumentSet(
            "it begins too far ahead",
            beginning(NOW.plus(ChainCheck.MAX_CLOCK_SKEW).plus(SECOND), PVE1, WILDCARD),
            "ClockSkew"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void aChainWithAnObjectionIsRefused(TestChain chain, String reason) {
    assertThat(judge(chain))
        .asInstanceOf(type(Verdict.Refused.class))
        .extracting(Verdict.Refused::reason)
        .isEqualTo(reason);
  }

  @Test
  void theMessageNamesWhatWasOrderedAndNothingThatTheCaMadeUp() {
    assertThat(judge(beginning(NOW, PVE1, "made-up.example.com")))
        .isEqualTo(
            new Verdict.Refused(
                "NamesMismatch", "The CA's certificate is not for *.pve.example.com."));
  }

  @Test
  void aCertificateForAnotherKeyIsRefused() {
    var otherKey = new KeyType.Ecdsa(256).generate();

    assertThat(ChainCheck.judge(GOOD.make(), otherKey, Set.of(PVE1, WILDCARD), NOW))
        .asInstanceOf(type(Verdict.Refused.class))
        .extracting(Verdict.Refused::reason)
        .isEqualTo("KeyMismatch");
  }

  @Test
  void aChainInTheWrongOrderIsRefused() {
    var chain = GOOD.make().certificates();
    var swapped = new CertificateChain(List.of(chain.get(0), chain.get(2), chain.get(1)));

    assertThat(ChainCheck.judge(swapped, GOOD.key(), Set.of(PVE1, WILDCARD), NOW))
        .asInstanceOf(type(Verdict.Refused.class))
        .extracting(Verdict.Refused::reason)
        .isEqualTo("ChainBroken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT10M"})
  void aBeginThatTheClocksDifferenceExplainsIsWaitedFor(Duration ahead) {
    var begin = NOW.plus(ahead);

    assertThat(judge(beginning(begin, PVE1, WILDCARD))).isEqualTo(new Verdict.NotYet(begin));
  }

  private static TestChain beginning(Instant begin, String... names) {
    return TestChain.of(List.of(names), begin);
  }

  private static Verdict judge(TestChain chain) {
    return ChainCheck.judge(chain.make(), chain.key(), Set.of(PVE1, WILDCARD), NOW);
  }
}
