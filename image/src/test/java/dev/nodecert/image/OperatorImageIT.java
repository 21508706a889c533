package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator calls is in its image, and it starts from its cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorImageIT {

  private static final String HOME = "usr/lib/nodecert/";

  private OciArchive archive;
  private Map<String, TarEntry> files;

  @BeforeAll
  void read() throws IOException {
    archive = OciArchive.read(Path.of("target", "operator.tar"));
    files = archive.files();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/bin/bash",
        "usr/bin/sh",
        "usr/bin/awk",
        "usr/bin/curl",
        "usr/bin/sed",
        "usr/bin/grep",
        "usr/bin/od",
        "usr/bin/base64",
        "usr/bin/openssl",
        "usr/bin/nsupdate",
        "usr/bin/setsid",
        "usr/bin/iconv",
        "usr/share/acme.sh/acme.sh",
        "usr/share/acme.sh/dnsapi/dns_gandi_livedns.sh",
        HOME + "runtime/bin/java",
        HOME + "nodecert-operator.jar",
        HOME + "nodecert-operator.aot",
        HOME + "jvm.options",
        "usr/share/nodecert/sbom.cdx.json",
        "etc/ssl/certs/ca-certificates.crt"
      })
  void has(String path) {
    assertThat(files).containsKey(path);
  }

  @Test
  void keepsTheJarOutOfTheLayersBelow() throws IOException {
    var layers = archive.layers();
    assertThat(layers.subList(0, layers.size() - 1))
        .noneSatisfy(layer ->
            assertThat(layer).extracting(TarEntry::name).contains(HOME + "nodecert-operator.jar"));
  }

  @Test
  void startsFromItsCache(@TempDir Path folder) throws IOException, InterruptedException {
    var entries = files.values().stream().filter(entry -> entry.name().startsWith(HOME)).toList();
    var unpacked = UnpackedImage.of(entries, folder);
    var output = folder.resolve("output");
    var status = new UnpackedImage(unpacked.folder().resolve(HOME)).printVersion(output).waitFor();
    assertThat(output).content().startsWith("nodecert-operator/");
    assertThat(status).isZero();
  }
}
