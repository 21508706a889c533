package dev.nodecert.testenv.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The client of acme.sh's scripts, led to a stand-in in the way that they are. */
final class Curl {

  static final int CUT = 18;
  static final int TIMED_OUT = 28;

  private final Path configuration;

  private Curl(Path configuration) {
    this.configuration = configuration;
  }

  /**
   * What it says of a request.
   *
   * @param exitCode 0 when there was an answer, whatever its status
   */
  record Result(int exitCode, int status, String body) {}

  static Curl of(ProviderStandIn standIn, Path directory) throws IOException {
    var ca = Files.writeString(directory.resolve("ca.pem"), standIn.caPem());
    var text = "silent\nconnect-to = \"%s\"\ncacert = \"%s\"\n".formatted(standIn.connectTo(), ca);
    return new Curl(Files.writeString(directory.resolve("curlrc"), text));
  }

  Result get(String url, Map<String, String> headers, String... options) throws Exception {
    return run(url, headers, List.of(options));
  }

  Result send(String method, String url, Map<String, String> headers, String body)
      throws Exception {
    var json = List.of("-X", method, "-H", "Content-Type: application/json", "--data", body);
    return run(url, headers, json);
  }

  private Result run(String url, Map<String, String> headers, List<String> options)
      throws Exception {
    var command =
        new ArrayList<>(
            List.of("curl", "--config", configuration.toString(), "--write-out", "\n%{http_code}"));
    command.addAll(options);
    headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
    command.add(url);
    var process = new ProcessBuilder(command).start();
    var output = process.inputReader().readAllAsString();
    var end = output.lastIndexOf('\n');
    var status = Integer.parseInt(output.substring(end + 1));
    return new Result(process.waitFor(), status, output.substring(0, end));
  }
}
