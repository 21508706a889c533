package dev.nodecert.testenv;

/** What befalls one message on its way through a {@link DnsRelay}. */
public enum DnsFault {
  /** The server hears nothing, and the client neither. */
  LOST,
  /** The server does what it is asked, and the client hears nothing of it. */
  ANSWER_LOST,
  /** The server's work goes wrong in place of being done. */
  SERVFAIL,
  /** The server refuses for reasons of its own. */
  REFUSED,
  /** The server's clock says that the signature is too old (RFC 8945, section 5.2.3). */
  BADTIME,
  /** The answer is cut in the middle of its question; the server hears nothing. */
  GARBAGE,
  /** The server hears of the message two seconds later. */
  DELAY,
  /** The server is down from now on: ports are closed for three seconds, connections too. */
  CLOSED
}
