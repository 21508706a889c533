package dev.nodecert.testenv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What opens browsers for a client of WebDriver: Chromium without a window. It has a home of its
 * own, so that its browsers trust no CA but the public ones and those that a test names.
 */
public final class Chromium implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String PROGRAM = "chromium-headless-shell";
  private static final String DRIVER = "chromedriver";
  private static final String CERTUTIL = "certutil";

  private final Servers servers;
  private final RunDirectory directory;
  private final int port;
  private final Resources resources;
  private int trusted;

  private Chromium(Servers servers, Resources resources) {
    this.servers = servers;
    this.resources = resources;
    directory = resources.add(RunDirectory.create("chromium"));
    port = resources.add(new Ports()).next();
  }

  /**
   * Starts it.
   *
   * @throws IllegalStateException with what is missing on this machine
   */
  public static Chromium start() {
    var servers = Servers.provide("chromium");
    return Resources.opening(resources -> {
      var chromium = new Chromium(servers, resources);
      chromium.makeHome();
      chromium.startDriver();
      return chromium;
    });
  }

  private void makeHome() {
    try {
      Files.createDirectories(store());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    resources.add(() -> Awaitility.await().until(this::isHomeRemoved));
    directory.write("fonts.conf", fonts());
    certutil("-N", "--empty-password");
  }

  /** What a browser began may still be written to it for a moment. */
  private boolean isHomeRemoved() {
    try (var files = Files.walk(home())) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
      return true;
    } catch (IOException | UncheckedIOException busy) {
      return false;
    }
  }

  private Path home() {
    return directory.resolve("home");
  }

  /** The machine's own, which may have none, and the one that is provided. */
  private String fonts() {
    return """
    <?xml version="1.0"?>
    <fontconfig>
      <dir>/usr/share/fonts</dir>
      <dir>%s</dir>
      <cachedir>%s</cachedir>
      <alias><family>monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
      <match>
        <edit name="family" mode="append_last"><string>Liberation Sans</string></edit>
      </match>
    </fontconfig>
    """
        .formatted(
            program().resolve("../../../share/fonts").normalize(), directory.resolve("fonts"));
  }

  private void startDriver() {
    var command = List.of(servers.path(DRIVER).toString(), "--port=" + port);
    var driver =
        resources.add(ChildProcess.start(DRIVER, directory.path(), environment(DRIVER), command));
    driver.awaitListening(TIMEOUT, InetAddress.getLoopbackAddress(), port);
  }

  /** Where its browsers look for CAs beside those that they bring. */
  private Path store() {
    return home().resolve(".pki/nssdb");
  }

  /** Browsers that are opened from now on trust this CA, too. */
  public void trust(String certificatePem) {
    var name = "ca" + trusted++;
    var file = directory.write(name + ".pem", certificatePem);
    certutil("-A", "-n", name, "-t", "C,,", "-i", file.toString());
  }

  private void certutil(String... arguments) {
    var line =
        Stream.concat(
            Stream.of(servers.path(CERTUTIL).toString(), "-d", "sql:" + store()),
            Stream.of(arguments));
    new Tool(line.toList(), environment(CERTUTIL)).run();
  }

  private Map<String, String> environment(String program) {
    var home = home().toString();
    var environment = new HashMap<>(servers.environment(program));
    environment.put("HOME", home);
    environment.put("TMPDIR", home);
    environment.put("FONTCONFIG_FILE", directory.resolve("fonts.conf").toString());
    return environment;
  }

  /** Where WebDriver is spoken. */
  public URL address() {
    try {
      return URI.create("http://127.0.0.1:" + port).toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The browser's executable, of which the driver has to be told. */
  public Path program() {
    return servers.path(PROGRAM);
  }

  @Override
  public void close() {
    resources.close();
  }
}
