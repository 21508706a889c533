package dev.nodecert.bench.lab;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import java.util.List;

/** The condition that tells users that an object is as they want it. */
public final class ReadyCondition {

  private ReadyCondition() {}

  /** Whether it holds. */
  public static boolean holds(List<Condition> conditions) {
    return conditions.stream()
        .anyMatch(it -> it.type().equals("Ready") && it.status() == ConditionStatus.TRUE);
  }
}
