package dev.nodecert.testenv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Counts the requests of a course. The same name right after itself is a poll, and counts as one
 * request: how often something is polled is chance.
 */
public final class Occasions {

  private final List<Occasion> seen = new ArrayList<>();

  /** Counts a request. */
  public synchronized Occasion count(String name) {
    if (!seen.isEmpty() && seen.getLast().name().equals(name)) {
      return seen.getLast();
    }
    var former = (int) seen.stream().filter(it -> it.name().equals(name)).count();
    seen.add(new Occasion(name, former + 1));
    return seen.getLast();
  }

  /** All that were counted, in their order. */
  public synchronized List<Occasion> seen() {
    return Collections.unmodifiableList(new ArrayList<>(seen));
  }
}
