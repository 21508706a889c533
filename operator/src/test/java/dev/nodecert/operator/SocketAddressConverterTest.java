package dev.nodecert.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SocketAddressConverterTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0:8080, 0.0.0.0, 8080",
    "127.0.0.1:0, 127.0.0.1, 0",
    "127.0.0.1:65535, 127.0.0.1, 65535",
    "[::1]:8080, ::1, 8080",
    "[::]:8080, ::, 8080",
  })
  void anAddressIsAHostAndAPort(String text, String host, int port) {
    assertThat(SocketAddressConverter.parse(text)).isEqualTo(new InetSocketAddress(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "8080",
        ":8080",
        "127.0.0.1",
        "127.0.0.1:",
        "127.0.0.1:x",
        "127.0.0.1:-1",
        "127.0.0.1:65536"
      })
  void anythingElseIsRefusedWithAnExample(String text) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> SocketAddressConverter.parse(text))
        .withMessage(
            "'" + text + "' is no address. Write HOST:PORT, such as 0.0.0.0:8080 or [::1]:8080.");
  }
}
