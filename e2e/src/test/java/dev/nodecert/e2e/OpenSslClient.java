package dev.nodecert.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code openssl s_client}, which offers also what a JDK no longer does.
 *
 * @param address of the server
 * @param host its name
 */
record OpenSslClient(String address, String host) {

  /**
   * Connects, and ends once TLS is agreed on.
   *
   * @param options of s_client
   * @return all that it printed
   */
  String connect(String... options) {
    var command = new ArrayList<>(List.of("openssl", "s_client"));
    command.addAll(List.of("-connect", address + ":443", "-servername", host, "-showcerts"));
    command.addAll(List.of(options));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      return process.inputReader().readAllAsString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
