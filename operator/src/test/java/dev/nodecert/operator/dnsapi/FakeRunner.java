package dev.nodecert.operator.dnsapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A runner of scripts of our own.
 *
 * @param installation the scripts
 * @param temporary its temporary folder, where there is nothing else
 * @param runner that it is
 */
record FakeRunner(FakeInstallation installation, Path temporary, LocalScriptRunner runner)
    implements AutoCloseable {

  static final String TOKEN = "t0ken/With+all \"kinds\" of $igns\\";

  private static final int MAX_PROCESSES = 4;

  static FakeRunner in(Path folder) throws IOException {
    var installation = FakeInstallation.in(folder);
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    return new FakeRunner(
        installation,
        temporary,
        new LocalScriptRunner(
            installation.home(), temporary, MAX_PROCESSES, ScriptEnvironment.ofSystem()));
  }

  /** Runs a script that does this. */
  ScriptResult run(String body) throws IOException, InterruptedException {
    return runner.run(installation.add("fake", body));
  }

  ScriptResult runWithToken(String body) throws IOException, InterruptedException {
    var call = installation.add("fake", body);
    return runner.run(CallEdit.of(call).credentials(Map.of("FAKE_Token", TOKEN)).call());
  }

  ScriptResult runWith(String key, String value, String body)
      throws IOException, InterruptedException {
    var call = installation.add("fake", body);
    return runner.run(CallEdit.of(call).settings(Map.of(key, value)).call());
  }

  void assertNothingIsLeft() throws IOException {
    assertThat(callFolders()).isEmpty();
    assertThat(CallProcesses.in(temporary).find()).isEmpty();
  }

  private List<Path> callFolders() throws IOException {
    try (var roots = Files.newDirectoryStream(temporary, Files::isDirectory)) {
      return files(roots.iterator().next()).stream().filter(Files::isDirectory).toList();
    }
  }

  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Closes the runner, which leaves nothing. */
  @Override
  public void close() throws IOException {
    runner.close();
    assertThat(files(temporary)).isEmpty();
  }
}
