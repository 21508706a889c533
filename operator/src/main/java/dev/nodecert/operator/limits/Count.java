package dev.nodecert.operator.limits;

/**
 * Something that an order adds to.
 *
 * @param series what is counted together
 * @param event when the order adds to it
 * @param allowed how many there may be, the order included
 * @param text what would be exceeded, for a user
 */
record Count(String series, Event event, Limit limit, int allowed, String text) {

  /** What becomes of an order. */
  enum Event {
    /** It is made. */
    ORDERED,
    /** It ends with a certificate. */
    ISSUED,
    /** One of its names is not proven. */
    FAILED
  }

  /** The same, counted and not limited. */
  Count unlimited() {
    return new Count(series, event, limit, Integer.MAX_VALUE, text);
  }
}
