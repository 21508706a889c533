package dev.nodecert.operator.faults;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A few at a time: an operator that is flooded answers the CA too late, which is no fault.
 *
 * @param limit how many are at work at once
 */
record Throttle(int limit) {

  <T> void begin(List<T> all, Consumer<T> beginning, Predicate<T> isAtWork) {
    for (int at = 0; at < all.size(); at++) {
      var begun = all.subList(0, at);
      Patience.FOR_ONE_ISSUANCE.until(() -> begun.stream().filter(isAtWork).count() < limit);
      beginning.accept(all.get(at));
    }
  }
}
