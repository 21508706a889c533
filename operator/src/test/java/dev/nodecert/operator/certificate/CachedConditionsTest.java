package dev.nodecert.operator.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.AcmePluginStatus;
import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import dev.nodecert.operator.metrics.ObjectGauges.StandingCondition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CachedConditionsTest {

  private final CachedConditions conditions = new CachedConditions();

  @Test
  void nothingIsKnownBeforeItIsSaidWhereToLook() {
    assertThat(conditions.all()).isEmpty();
  }

  @Test
  void whatHasAStatusIsToldByItsConditions() {
    var plugin = new AcmePlugin();
    plugin.getMetadata().setName("gandi");
    plugin.setStatus(
        new AcmePluginStatus(
            1L,
            null,
            List.of(
                new Condition(
                    "Ready", ConditionStatus.FALSE, "NoSecret", "Why.", Instant.EPOCH, 1L))));
    var silent = new AcmePlugin();
    silent.getMetadata().setName("new");
    conditions.lookInto(
        new CachedConditions.Caches(Stream::empty, Stream::empty, () -> Stream.of(plugin, silent)));

    assertThat(conditions.all())
        .containsExactly(
            new StandingCondition("AcmePlugin", "", "gandi", "Ready", "False", "NoSecret"));
  }
}
