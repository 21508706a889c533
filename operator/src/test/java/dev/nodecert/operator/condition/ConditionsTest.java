package dev.nodecert.operator.condition;

import static dev.nodecert.operator.condition.ConditionType.READY;
import static dev.nodecert.operator.condition.ConditionType.STALLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant BEFORE = Instant.parse("2026-11-22T09:30:00Z");
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00.987Z");
  private static final Instant NOW_IN_SECONDS = Instant.parse("2026-11-23T12:00:00Z");
  private static final Condition READY_BEFORE =
      new Condition("Ready", ConditionStatus.TRUE, "Issued", "All is well.", BEFORE, 1L);

  @Test
  void aNewConditionHoldsSinceNowInWholeSeconds() {
    assertThat(after(List.of()).holds(READY, "Issued", "Here it is.").toList())
        .containsExactly(
            new Condition(
                "Ready", ConditionStatus.TRUE, "Issued", "Here it is.", NOW_IN_SECONDS, 2L));
  }

  @Test
  void anotherReasonOrMessageIsNoTransition() {
    assertThat(after(List.of(READY_BEFORE)).holds(READY, "Renewing", "A new one.").toList())
        .containsExactly(
            new Condition("Ready", ConditionStatus.TRUE, "Renewing", "A new one.", BEFORE, 2L));
  }

  @Test
  void anotherStatusIsATransition() {
    assertThat(after(List.of(READY_BEFORE)).doesNotHold(READY, "Expired", "Too late.").toList())
        .containsExactly(
            new Condition(
                "Ready", ConditionStatus.FALSE, "Expired", "Too late.", NOW_IN_SECONDS, 2L));
  }

  @Test
  void anotherTypesTransitionIsNotTaken() {
    assertThat(after(List.of(READY_BEFORE)).holds(STALLED, "NotOurs", "Not ours.").toList())
        .extracting(Condition::lastTransitionTime)
        .containsExactly(NOW_IN_SECONDS);
  }

  @Test
  void conditionsStandInTheOrderInWhichTheyWereSaidAndFormerOnesAreGone() {
    var conditions =
        after(List.of(READY_BEFORE))
            .doesNotHold(STALLED, "NotStalled", "")
            .doesNotHold(ConditionType.RECONCILING, "Settled", "");

    assertThat(conditions.toList())
        .extracting(Condition::type)
        .containsExactly("Stalled", "Reconciling");
  }

  @Test
  void aConditionIsTrueOnlyWhereItIsThereAndHolds() {
    var conditions = after(List.of()).holds(READY, "Issued", "").doesNotHold(STALLED, "No", "");

    assertThat(Conditions.isTrue(conditions.toList(), READY)).isTrue();
    assertThat(Conditions.isTrue(conditions.toList(), STALLED)).isFalse();
    assertThat(Conditions.isTrue(conditions.toList(), ConditionType.USABLE)).isFalse();
    assertThat(Conditions.isTrue(List.of(), READY)).isFalse();
  }

  private static Conditions after(List<Condition> former) {
    return new Conditions(former, 2, NOW);
  }
}
