package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.nodecert.operator.dnsapi.ScriptResult.Outcome;
import dev.nodecert.testenv.AcmeSh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every script of the real package under the driver, as far as can be without its provider. */
@TestInstance(Lifecycle.PER_CLASS)
class AcmeShScriptsIT {

  private static final int PROCESSES = 4;

  /** Whatever they ask, at once there is nobody. */
  private static final List<String> NO_NETWORK = List.of("connect-to = \"::127.0.0.1:1\"");

  private final Path scripts = AcmeSh.provide().home();
  private FakeInstallation installation;
  private LocalScriptRunner runner;
  private List<Arguments> results;

  @BeforeAll
  void runAll(@TempDir Path folder) throws IOException {
    installation = FakeInstallation.in(folder);
    var environment = new ScriptEnvironment(ScriptEnvironment.ofSystem().path(), NO_NETWORK);
    runner = new LocalScriptRunner(installation.home(), folder, PROCESSES, environment);
    results =
        new DnsApis(scripts)
            .all().stream().map(api -> arguments(api.name(), start(api.name()))).toList();
  }

  private List<Arguments> results() {
    return results;
  }

  @AfterAll
  void close() {
    runner.close();
  }

  private CompletableFuture<ScriptResult> start(String name) {
    return CompletableFuture.supplyAsync(() -> run(name), Thread::startVirtualThread);
  }

  /** Tells which functions there are, and does nothing instead. */
  private ScriptResult run(String name) {
    try {
      var script = Files.readString(scripts.resolve("dnsapi/dns_" + name + ".sh"));
      var call =
          installation.script(
              name,
              script
                  + """

                  declare -F dns_%1$s_add dns_%1$s_rm
                  dns_%1$s_add() { :; }
                  """
                      .formatted(name));
      return runner.run(withoutPrograms(call));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** They need not be there only to be read. */
  private static ScriptCall withoutPrograms(ScriptCall call) {
    var api = call.api();
    var traits = new DnsApiTraits(api.traits().traits(), api.traits().dangers(), List.of());
    return CallEdit.of(call)
        .api(
            new DnsApi(
                api.name(),
                api.title(),
                api.site(),
                api.docs(),
                api.options(),
                api.alternatives(),
                traits,
                api.words(),
                api.accepts()))
        .call();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void itIsSourcedAndHasBothFunctions(String name, CompletableFuture<ScriptResult> running) {
    var result = running.join();

    assertThat(result.outcome()).as(result.output()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(result.output()).endsWith("dns_%1$s_add%ndns_%1$s_rm".formatted(name));
    if (!name.equals("kas")) { // It asks its provider while it is read.
      assertThat(result.output()).startsWith("dns_" + name + "_add");
    }
  }
}
