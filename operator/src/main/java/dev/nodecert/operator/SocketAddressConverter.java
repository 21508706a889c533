package dev.nodecert.operator;

import java.net.InetSocketAddress;
import picocli.CommandLine.TypeConversionException;

/** {@code HOST:PORT} on the command line. */
final class SocketAddressConverter {

  private static final int MAX_PORT = 65535;

  private SocketAddressConverter() {}

  static InetSocketAddress parse(String text) {
    var border = text.lastIndexOf(':');
    try {
      var port = Integer.parseInt(text.substring(border + 1));
      if (border > 0 && port >= 0 && port <= MAX_PORT) {
        return new InetSocketAddress(host(text.substring(0, border)), port);
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw new TypeConversionException(
        "'" + text + "' is no address. Write HOST:PORT, such as 0.0.0.0:8080 or [::1]:8080.");
  }

  private static String host(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }
}
