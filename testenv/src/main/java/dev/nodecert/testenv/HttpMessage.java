package dev.nodecert.testenv;

import java.nio.charset.StandardCharsets;

/**
 * A whole HTTP/1.1 message as it is on the wire.
 *
 * @param body a character for each byte, with those that frame it
 */
record HttpMessage(HttpHead head, String body) {

  private static final String LINE_END = "\r\n";

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

  AnswerEdit.Answer asAnswer() {
    return new AnswerEdit.Answer(
        Integer.parseInt(head.word(1)),
        head.field("Content-Type").orElse(""),
        head.isChunked() ? unchunked() : body);
  }

  private String unchunked() {
    var text = new StringBuilder();
    int at = 0;
    int size = chunkSize(at);
    while (size > 0) {
      int begin = body.indexOf('\n', at) + 1;
      text.append(body, begin, begin + size);
      at = begin + size + LINE_END.length();
      size = chunkSize(at);
    }
    return text.toString();
  }

  private int chunkSize(int at) {
    return Integer.parseInt(body.substring(at, body.indexOf('\r', at)).strip(), 16);
  }

  HttpMessage saying(AnswerEdit.Answer answer) {
    return new HttpMessage(
        head.saying(answer.status(), answer.contentType(), answer.body().length()), answer.body());
  }

  ProxiedRequest asRequest() {
    return new ProxiedRequest(head.word(0), head.word(1), head.field("Host").orElse(""), body);
  }
}
