package dev.nodecert.operator.dnsapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import dev.nodecert.operator.dnsapi.ScriptCall.Action;
import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One call of a script. */
final class ScriptProcess {

  private static final int MAX_OUTPUT = 32 * 1024; // and as much of its end
  private static final int MAX_STATE = 64 * 1024;

  private final Path acmeShHome;
  private final Path driver;
  private final ScriptEnvironment environment;
  private final CallFolder folder;

  ScriptProcess(Path acmeShHome, Path driver, ScriptEnvironment environment, CallFolder folder) {
    this.acmeShHome = acmeShHome;
    this.driver = driver;
    this.environment = environment;
    this.folder = folder;
  }

  ScriptResult run(ScriptCall call) throws IOException, InterruptedException {
    folder.write(
        CurlConfiguration.FILE, CurlConfiguration.of(call, environment.curlConfiguration()));
    var variables = new HashMap<>(call.variables());
    for (var file : call.files().entrySet()) {
      variables.put(
          file.getKey(), folder.write("file-" + file.getKey(), file.getValue()).toString());
    }
    var process = start(call);
    var state = BoundedReader.start(process.getInputStream(), MAX_STATE);
    var output = BoundedReader.start(process.getErrorStream(), MAX_OUTPUT);
    feed(process, input(variables, call.state()));
    boolean ended;
    try {
      ended = process.waitFor(call.timeout().toNanos(), NANOSECONDS);
    } finally {
      new CallProcesses(folder.path(), process.pid()).end();
    }
    int exitCode = ended ? process.exitValue() : ScriptResult.NO_EXIT_CODE;
    return new ScriptResult(
        ended ? outcome(exitCode) : Outcome.TIMED_OUT,
        exitCode,
        ScriptOutput.of(output.await(), new SecretMask(call.secrets())),
        ScriptState.after(call.state(), state.await().head(), variables));
  }

  private static Outcome outcome(int exitCode) {
    return exitCode == 0 ? Outcome.SUCCEEDED : Outcome.FAILED;
  }

  private Process start(ScriptCall call) throws IOException {
    var builder = new ProcessBuilder(command(call)).directory(folder.path().toFile());
    var home = folder.path().toString();
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of("PATH", environment.path(), "LANG", "C.UTF-8", "HOME", home, "TMPDIR", home));
    return builder.start();
  }

  /** In a session of its own, so that no signal to a group reaches the operator. */
  private List<String> command(ScriptCall call) throws IOException {
    var traits = call.api().traits();
    return List.of(
        program("setsid"),
        program("bash"),
        "--noprofile",
        "--norc",
        "-p",
        driver.toString(),
        acmeShHome.toString(),
        call.api().name(),
        call.action() == Action.ADD ? "add" : "rm",
        call.recordName(),
        call.value(),
        traits.has(Trait.EXPORTS_SETTINGS) ? "exported" : "kept",
        traits.has(Trait.FOLLOWS_REDIRECTS) ? "followed" : "refused",
        Long.toString(CallMark.of(folder.path()).limit()));
  }

  private String program(String name) throws IOException {
    return environment
        .find(name)
        .orElseThrow(() -> new IOException(name + " is not in " + environment.path()))
        .toString();
  }

  private static byte[] input(Map<String, String> variables, Map<String, String> state) {
    var input = new ByteArrayOutputStream();
    variables.forEach((name, value) -> append(input, name, value));
    append(input, "");
    state.forEach((key, value) -> append(input, key, value));
    return input.toByteArray();
  }

  private static void append(ByteArrayOutputStream input, String... words) {
    for (var word : words) {
      input.writeBytes(word.getBytes(UTF_8));
      input.write(0);
    }
  }

  /** In a thread of its own: a process that does not read must not hold up the time-out. */
  private static void feed(Process process, byte[] input) {
    Thread.ofVirtual()
        .start(() -> {
          try (var stream = process.getOutputStream()) {
            stream.write(input);
          } catch (IOException _) {
            // It ended before it read, which its exit code tells.
          }
        });
  }
}
