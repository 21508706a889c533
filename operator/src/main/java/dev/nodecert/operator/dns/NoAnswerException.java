package dev.nodecert.operator.dns;

import dev.nodecert.operator.dns.Reply.Silence;
import java.io.IOException;

/** A server was silent; another address of it may not be. */
final class NoAnswerException extends IOException {

  private static final long serialVersionUID = 1;

  private final String why;

  NoAnswerException(Silence silence) {
    super(silence.why());
    this.why = silence.why();
  }

  /** A sentence's end. */
  String why() {
    return why;
  }
}
