package dev.nodecert.testenv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HttpBodyTest {

  private static ByteArrayInputStream wire(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static HttpHead head(String... lines) {
    return HttpHead.parse(String.join("\r\n", lines));
  }

  private static String read(HttpBody body, String wire) throws IOException {
    return new String(body.read(wire(wire)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void endsAfterItsLength() throws IOException {
    var body = HttpBody.ofAnswer(head("HTTP/1.1 200 OK", "content-length: 3"), "GET");

    assertThat(read(body, "abcHTTP/1.1")).isEqualTo("abc");
  }

  @Test
  void endsAfterTheLastChunkAndItsTrailers() throws IOException {
    var body = HttpBody.ofAnswer(head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"), "GET");
    var chunks = "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";

    assertThat(read(body, chunks + "HTTP/1.1")).isEqualTo(chunks);
  }

  @Test
  void endsWithTheConnectionWhereTheHeadDoesNotSay() throws IOException {
    assertThat(read(HttpBody.ofAnswer(head("HTTP/1.1 200 OK"), "GET"), "abc")).isEqualTo("abc");
  }

  @Test
  void isEmptyWhereHttpSaysSo() throws IOException {
    var sized = head("HTTP/1.1 200 OK", "Content-Length: 3");

    assertThat(read(HttpBody.ofAnswer(sized, "HEAD"), "abc")).isEmpty();
    assertThat(read(HttpBody.ofAnswer(head("HTTP/1.1 204 No Content"), "GET"), "abc")).isEmpty();
    assertThat(read(HttpBody.ofRequest(head("GET / HTTP/1.1")), "GET")).isEmpty();
  }

  @Test
  void thatEndsTooSoonIsNoBody() {
    var sized = HttpBody.ofAnswer(head("HTTP/1.1 200 OK", "Content-Length: 9"), "GET");

    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> read(sized, "abc"));
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> read(new HttpBody.Chunked(), "3\r\nabc\r\n"));
  }

  @Test
  void aHeadIsSentAsItCame() throws IOException {
    var text = "GET /dir HTTP/1.1\r\nhost: ca.example.com:14000\r\nX: a: b\r\n\r\n";

    var head = HttpHead.read(wire(text + "body")).orElseThrow();

    assertThat(head.bytes()).asString(StandardCharsets.ISO_8859_1).isEqualTo(text);
    assertThat(head.field("Host")).contains("ca.example.com:14000");
    assertThat(head.word(1)).isEqualTo("/dir");
    assertThat(HttpHead.read(wire(""))).isEmpty();
  }
}
