package dev.nodecert.testenv;

/**
 * What befalls one request on its way through a {@link FaultProxy}. Where the server hears of the
 * request, it has answered before the client is hurt: what was asked is done, and only the answer
 * is lost.
 */
public enum Fault {
  /** The client is killed before the server hears of the request. */
  KILL_BEFORE("kill before"),
  /** The client is killed between the server's answer and its own hearing of it. */
  KILL_AFTER("kill after"),
  /** 500 with a problem document; the server hears nothing. */
  INTERNAL_ERROR("500"),
  /** 503 as a load balancer says it, in plain text; the server hears nothing. */
  UNAVAILABLE("503 text"),
  /** 429 with Retry-After and a problem document; the server hears nothing. */
  TOO_MANY_REQUESTS("429"),
  /** RFC 8555's badNonce, with a nonce that is bad as well; the server hears nothing. */
  BAD_NONCE("badNonce"),
  /** 200 with a web page, as a captive portal; the server hears nothing. */
  HTML("HTML"),
  /** The server's status and headers without their body. */
  EMPTY_BODY("empty"),
  /** Half of the server's headers, then nothing for as long as the client waits. */
  STALLED_HEADERS("stall head"),
  /** The server's headers and half of its body, then nothing for as long as the client waits. */
  STALLED_BODY("stall body"),
  /** The connection is closed; the server hears nothing. */
  CUT_BEFORE("cut before"),
  /** The connection is closed in place of the server's answer. */
  CUT_AFTER("cut after"),
  /** The connection is closed in the middle of the body. */
  CUT_BODY("cut body"),
  /** The server hears of the request three seconds later. */
  DELAY("delay");

  private final String label;

  Fault(String label) {
    this.label = label;
  }

  /** A word or two for people. */
  public String label() {
    return label;
  }

  /** Whether the client is killed. */
  public boolean isKill() {
    return this == KILL_BEFORE || this == KILL_AFTER;
  }

  /** Whether the server does what it is asked and the client cannot know. */
  public boolean isLostAnswer() {
    return switch (this) {
      case KILL_AFTER, EMPTY_BODY, STALLED_HEADERS, STALLED_BODY, CUT_AFTER, CUT_BODY -> true;
      default -> false;
    };
  }
}
