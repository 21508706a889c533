package dev.nodecert.operator.condition;

import dev.nodecert.api.v1alpha1.Condition;
import dev.nodecert.api.v1alpha1.ConditionStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of an object, made from the former ones. */
public final class Conditions {

  /** What the CRDs have room for. */
  private static final int MAX_MESSAGE = 2048;

  private final List<Condition> former;
  private final long generation;
  private final Instant now;
  private final List<Condition> conditions = new ArrayList<>();

  /**
   * Begins without any condition.
   *
   * @param former the object's conditions until now, for the moments of their transitions
   */
  public Conditions(List<Condition> former, long generation, Instant now) {
    this.former = List.copyOf(former);
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Says that a condition holds. */
  public Conditions holds(ConditionType type, String reason, String message) {
    return add(type, ConditionStatus.TRUE, reason, message);
  }

  /** Says that a condition does not hold. */
  public Conditions doesNotHold(ConditionType type, String reason, String message) {
    return add(type, ConditionStatus.FALSE, reason, message);
  }

  /** Says how it stands with a condition. */
  public Conditions is(ConditionType type, ConditionStatus status, String reason, String message) {
    return add(type, status, reason, message);
  }

  /** Says what was said of a condition before, if anything was; gives whether. */
  public boolean keeps(ConditionType type) {
    var known = find(former, type);
    known.ifPresent(it -> add(type, it.status(), it.reason(), it.message()));
    return known.isPresent();
  }

  /** The conditions, in the order in which they were said. */
  public List<Condition> toList() {
    return List.copyOf(conditions);
  }

  private Conditions add(
      ConditionType type, ConditionStatus status, String reason, String message) {
    var since =
        find(former, type)
            .filter(condition -> condition.status() == status)
            .map(Condition::lastTransitionTime)
            .orElse(now);
    conditions.add(new Condition(type.type(), status, reason, cut(message), since, generation));
    return this;
  }

  private static String cut(String message) {
    return message.codePointCount(0, message.length()) <= MAX_MESSAGE
        ? message
        : message.substring(0, message.offsetByCodePoints(0, MAX_MESSAGE));
  }

  /** The condition of a type. */
  public static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions.stream().filter(c -> c.type().equals(type.type())).findFirst();
  }

  /** Whether a condition is there and holds. */
  public static boolean isTrue(List<Condition> conditions, ConditionType type) {
    return find(conditions, type).filter(c -> c.status() == ConditionStatus.TRUE).isPresent();
  }
}
