package dev.nodecert.testenv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The start line and the fields of an HTTP/1.1 message (RFC 9112), as they were sent.
 *
 * @param fields each {@code Name: value}
 */
record HttpHead(String startLine, List<String> fields) {

  private static final String LINE_END = "\r\n";
  private static final String END = LINE_END + LINE_END;

  HttpHead {
    fields = List.copyOf(fields);
  }

  /** Reads a head; empty where the other side has nothing more to say. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      bytes.write(next);
      if (next == '\n' && bytes.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
        return Optional.of(parse(bytes.toString(StandardCharsets.ISO_8859_1)));
      }
    }
    return Optional.empty();
  }

  static HttpHead parse(String text) {
    var lines = text.lines().filter(line -> !line.isEmpty()).toList();
    return new HttpHead(lines.getFirst(), lines.subList(1, lines.size()));
  }

  /** A field's value. */
  Optional<String> field(String name) {
    return fields.stream()
        .filter(line -> isNamed(line, name))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static boolean isNamed(String line, String name) {
    return line.regionMatches(true, 0, name + ":", 0, name.length() + 1);
  }

  boolean isChunked() {
    return field("Transfer-Encoding")
        .filter(coding -> coding.toLowerCase(Locale.ROOT).endsWith("chunked"))
        .isPresent();
  }

  boolean endsConnection() {
    return field("Connection").filter("close"::equalsIgnoreCase).isPresent();
  }

  /** The same head for a body of no bytes. */
  HttpHead forEmptyBody() {
    return new HttpHead(
        startLine, Stream.concat(unframed(), Stream.of("Content-Length: 0")).toList());
  }

  /** The same head for another answer. */
  HttpHead saying(int status, String contentType, int bytes) {
    var kept = unframed().filter(line -> !isNamed(line, "Content-Type"));
    var said = Stream.of("Content-Type: " + contentType, "Content-Length: " + bytes);
    return new HttpHead("HTTP/1.1 %d Said".formatted(status), Stream.concat(kept, said).toList());
  }

  private Stream<String> unframed() {
    return fields.stream()
        .filter(line -> !isNamed(line, "Transfer-Encoding") && !isNamed(line, "Content-Length"));
  }

  /** A part of a request's or an answer's start line. */
  String word(int index) {
    return startLine.split(" ", 3)[index];
  }

  byte[] bytes() {
    return Stream.concat(Stream.of(startLine), fields.stream())
        .collect(Collectors.joining(LINE_END, "", END))
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
