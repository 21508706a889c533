package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways in which a secret may be written. */
final class SecretForms {

  private static final int BITS_OF_BYTE = 8;
  private static final int BITS_OF_BASE64 = 6;
  private static final int ALIGNMENTS = 3;

  private SecretForms() {}

  /** All of them, in whatever case. */
  static Set<String> of(String secret) {
    // The scheme of an address is none of its secret, and would hide that of every other address.
    var bare = secret.replaceFirst("^[a-z]+://", "");
    return Stream.of(
            Stream.of(bare, hex(bare), percent(bare), everyByte(bare), xml(bare)),
            json(bare),
            base64(bare))
        .flatMap(forms -> forms)
        .collect(Collectors.toSet());
  }

  private static String hex(String secret) {
    return HexFormat.of().formatHex(secret.getBytes(UTF_8));
  }

  /** What is compared has no blanks, so that it does not matter how they are written. */
  private static String percent(String secret) {
    return URLEncoder.encode(secret, UTF_8).replace("%7E", "~").replace("+", "%20");
  }

  private static String everyByte(String secret) {
    return HexFormat.of().withPrefix("%").formatHex(secret.getBytes(UTF_8));
  }

  private static String xml(String secret) {
    return secret
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** RFC 8259 section 7: with the shorthands, with everything else that may be escaped, too. */
  private static Stream<String> json(String secret) {
    var shorthand =
        secret
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    var ascii =
        shorthand
            .chars()
            .mapToObj(c -> c < 0x7f ? Character.toString(c) : "\\u%04x".formatted(c))
            .collect(Collectors.joining());
    return Stream.of(shorthand, ascii).flatMap(it -> Stream.of(it, it.replace("/", "\\/")));
  }

  /**
   * Wherever it begins within what is encoded: what depends on the neighbours is left out (RFC 4648
   * section 4).
   */
  private static Stream<String> base64(String secret) {
    return IntStream.range(0, ALIGNMENTS)
        .boxed()
        .flatMap(before ->
            Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                .map(encoder -> base64(secret.getBytes(UTF_8), before, encoder)));
  }

  private static String base64(byte[] secret, int before, Base64.Encoder encoder) {
    var shifted = new byte[before + secret.length];
    System.arraycopy(secret, 0, shifted, before, secret.length);
    int start = Math.ceilDiv(before * BITS_OF_BYTE, BITS_OF_BASE64);
    int end = shifted.length * BITS_OF_BYTE / BITS_OF_BASE64;
    return encoder.encodeToString(shifted).substring(start, Math.max(start, end));
  }
}
