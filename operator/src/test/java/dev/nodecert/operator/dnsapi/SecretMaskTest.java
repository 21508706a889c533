package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SecretMaskTest {

  private static final String SECRET = "s3cr\"t/\\Pässword?& 9+=";

  private final SecretMask mask = new SecretMask(List.of(SECRET, "pin7", "abc", "true"));

  static Stream<Arguments> forms() {
    return Stream.of(
        argumentSet("raw", SECRET),
        argumentSet("in other case", SECRET.toUpperCase(Locale.ROOT)),
        argumentSet("Base64", "czNjciJ0L1xQw6Rzc3dvcmQ/JiA5Kz0="),
        argumentSet("Base64 for URLs", "czNjciJ0L1xQw6Rzc3dvcmQ_JiA5Kz0"),
        argumentSet("percent-encoded", "s3cr%22t%2F%5CP%C3%A4ssword%3F%26%209%2B%3D"),
        argumentSet("percent-encoded in lower case", "s3cr%22t%2f%5cP%c3%a4ssword%3f%26%209%2b%3d"),
        argumentSet("hexadecimal", "7333637222742f5c50c3a47373776f72643f2620392b3d"),
        argumentSet("hexadecimal in capitals", "7333637222742F5C50C3A47373776F72643F2620392B3D"),
        argumentSet("hexadecimal with blanks", "73 33 63 72 22 74 2f 5c 50 c3 a4 73 73 77 6f 72"),
        argumentSet("JSON", "s3cr\\\"t/\\\\Pässword?& 9+="),
        argumentSet("JSON in ASCII", "s3cr\\\"t\\/\\\\P\\u00e4ssword?& 9+="),
        argumentSet("XML", "s3cr&quot;t/\\Pässword?&amp; 9+="),
        argumentSet("over lines", "s3cr\"t\n/\\Päss\nword?& \n\n9+="),
        argumentSet("Base64 over lines", "czNjciJ\n0L1xQw6\nRzc3dvc\nmQ/JiA5Kz0="));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void aSecretIsHiddenHoweverItIsWritten(String form) {
    var masked = mask.mask("before: >" + form + "< after");

    // Up to two characters at each end depend on their neighbours, or are fewer than a piece.
    assertThat(masked).matches("(?s)before: >.{0,2}\\*\\*\\*.{0,7}< after");
  }

  @ParameterizedTest
  @CsvSource({
    "user:s3cr, dXNlcjpzM2NyInQvXFDDpHNzd29yZD8mIDkrPQ==",
    "me:s3cr, bWU6czNjciJ0L1xQw6Rzc3dvcmQ/JiA5Kz0=",
    "a:s3cr, YTpzM2NyInQvXFDDpHNzd29yZD8mIDkrPQ==",
  })
  void itIsHiddenWhereverItBeginsInBase64(String start, String encoded) {
    assertThat(mask.mask("Authorization: Basic " + encoded))
        .matches("Authorization: Basic .{0,8}\\*\\*\\*.{0,4}");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "x Pässword y, x *** y",
        "x ässword? y, x *** y",
        "x ssword? y, x ssword? y",
        "pin7, ***",
        "xPIN7y, x***y",
        "p\u00a0in7, p\u00a0in7",
        "abc, abc",
        "true, true",
      })
  void piecesOfEightAreHiddenAndSecretsOfFour(String text, String masked) {
    assertThat(mask.mask(text)).isEqualTo(masked);
  }

  @Test
  void theSchemeOfAnAddressIsNoSecret() {
    var mask = new SecretMask(List.of("https://key@api.example.com/v2"));

    assertThat(mask.mask("GET https://gandi.net, https://key@api.example.com/v2"))
        .isEqualTo("GET https://gandi.net, https://***");
  }

  @Test
  void severalLinesAreHiddenAsOne() {
    var mask = new SecretMask(List.of("-----BEGIN KEY-----\nMHcCAQEEIHU6s\nHnqlY9SDjIG7\n"));

    assertThat(mask.mask("key:\n-----BEGIN KEY-----\nMHcCAQEEIHU6s\nHnqlY9SDjIG7\n!"))
        .isEqualTo("key:\n***\n!");
    assertThat(mask.mask("MHcCAQEEIHU6s")).isEqualTo("***");
  }

  @Test
  void nothingIsHiddenWhereThereIsNoSecret() {
    assertThat(new SecretMask(List.of()).mask("a  b\nc")).isEqualTo("a  b\nc");
    assertThat(new SecretMask(List.of("", "  ", "x")).longest()).isZero();
  }
}
