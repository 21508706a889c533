package dev.nodecert.operator.acme;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An HTTP answer as a server may send it. */
record CannedAnswer(int status, HttpHeaders headers, ByteBuffer body) {

  private static final int OK = 200;
  private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");

  /** What Java's HTTP client lets through. */
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*([\\t\\x20-\\x7e\\x80-\\xff]*)");

  static CannedAnswer of(int status, String contentType, byte[] body) {
    return new CannedAnswer(
        status, headers(List.of("Content-Type: " + contentType)), ByteBuffer.wrap(body));
  }

  /**
   * Status, headers and after an empty line the body; lines that are none of these do not count.
   */
  static CannedAnswer parse(byte[] message) {
    var text = new String(message, ISO_8859_1);
    int end = text.indexOf("\n\n");
    var head = (end < 0 ? text : text.substring(0, end)).lines().toList();
    var body = end < 0 ? new byte[0] : Arrays.copyOfRange(message, end + 2, message.length);
    return new CannedAnswer(status(head), headers(head), ByteBuffer.wrap(body));
  }

  private static int status(List<String> head) {
    return head.stream()
        .limit(1)
        .filter(line -> STATUS.matcher(line).matches())
        .map(Integer::valueOf)
        .findFirst()
        .orElse(OK);
  }

  private static HttpHeaders headers(List<String> head) {
    var byName =
        head.stream()
            .map(HEADER::matcher)
            .filter(line -> line.matches())
            .collect(
                Collectors.groupingBy(
                    line -> line.group(1).toLowerCase(Locale.ROOT),
                    Collectors.mapping(line -> line.group(2), Collectors.toList())));
    return HttpHeaders.of(Map.copyOf(byName), (_, _) -> true);
  }
}
