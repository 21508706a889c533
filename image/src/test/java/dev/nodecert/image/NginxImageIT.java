package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What its script calls is in nginx's image, and nothing by which one could get more into it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NginxImageIT {

  private Map<String, TarEntry> files;

  @BeforeAll
  void read() throws IOException {
    files = OciArchive.read(Path.of("target", "nginx.tar")).files();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/lib/nodecert/serve",
        "usr/sbin/nginx",
        "usr/bin/sh",
        "usr/bin/cat",
        "usr/bin/cp",
        "usr/bin/getent",
        "usr/bin/ln",
        "usr/bin/mkdir",
        "usr/bin/mktemp",
        "usr/bin/mv",
        "usr/bin/readlink",
        "usr/bin/rm",
        "usr/bin/sleep",
        "usr/bin/sort",
        "usr/bin/timeout"
      })
  void has(String path) {
    assertThat(files).containsKey(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"usr/bin/curl", "usr/bin/wget", "usr/bin/apt", "usr/bin/perl", "usr/bin/openssl"})
  void hasNo(String path) {
    assertThat(files).doesNotContainKey(path);
  }
}
