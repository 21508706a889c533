package dev.nodecert.testenv;

import java.nio.charset.StandardCharsets;

/**
 * A whole HTTP/1.1 message as it is on the wire.
 *
 * @param body a character for each byte, with those that frame it
 */
record HttpMessage(HttpHead head, String body) {

  static HttpMessage of(HttpHead head, byte[] body) {
    return new HttpMessage(head, new String(body, StandardCharsets.ISO_8859_1));
  }

  byte[] bodyBytes() {
    return body.getBytes(StandardCharsets.ISO_8859_1);
  }

  HttpMessage withHalfBody() {
    return new HttpMessage(head, body.substring(0, body.length() / 2));
  }

  /** With nothing in it, and a head that says so. */
  HttpMessage withEmptyBody() {
    return new HttpMessage(head.forEmptyBody(), "");
  }

  /** As the answer to HEAD: the same head and no body. */
  HttpMessage withoutBody() {
    return new HttpMessage(head, "");
  }

  ProxiedRequest asRequest() {
    return new ProxiedRequest(head.word(0), head.word(1), head.field("Host").orElse(""), body);
  }
}
