package dev.nodecert.demo;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a look at an object's Ready condition shows.
 *
 * @param nanos when, by {@link System#nanoTime}
 * @param object its kind and name
 * @param stalled whether the operator waits for a person
 */
record Sighting(
    long nanos, String object, boolean ready, boolean stalled, String reason, String message) {

  /** Nothing, before the operator has seen the object. */
  static Optional<Sighting> of(String object, List<Condition> conditions) {
    return find(conditions, "Ready")
        .map(ready ->
            new Sighting(
                System.nanoTime(),
                object,
                ready.status() == ConditionStatus.TRUE,
                find(conditions, "Stalled").filter(Sighting::holds).isPresent(),
                ready.reason(),
                ready.message()));
  }

  /** What is to be told of it, for a person; two that tell the same are one too many. */
  String news() {
    return "%s: %s\n%s".formatted(object, reason, message);
  }

  private static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  private static boolean holds(Condition condition) {
    return condition.status() == ConditionStatus.TRUE;
  }
}
