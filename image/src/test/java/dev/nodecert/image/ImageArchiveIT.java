package dev.nodecert.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the archive that {@code make image} left to {@code image/content} and the Dockerfile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageArchiveIT {

  private static final String DESCRIPTIONS = "var/lib/dpkg/status.d/";
  private static final String HOME = "usr/lib/nodecert/";

  private OciArchive archive;
  private Map<String, TarEntry> files;
  private ContentList content;

  @BeforeAll
  void read() throws IOException {
    archive = OciArchive.read(Path.of("target", "operator.tar"));
    files = archive.files();
    content = ContentList.read();
  }

  @Test
  void hasEachListedPackageWithItsVersion() {
    assertThat(names(DESCRIPTIONS))
        .containsAll(content.first("package"))
        .containsAll(content.first("newest"))
        .containsAll(content.first("excerpt"))
        .contains("libc6")
        .doesNotContainAnyElementsOf(content.first("omit"));
    names(DESCRIPTIONS)
        .forEach(name ->
            assertThat(DebianPackage.parse(text(DESCRIPTIONS + name)).version())
                .as(name)
                .isNotEmpty());
  }

  @Test
  void hasWhatExcerptsLinksAndFoldersSay() {
    content
        .of("excerpt")
        .forEach(words ->
            assertThat(files).containsKeys(words.subList(1, words.size()).toArray(String[]::new)));
    content
        .of("link")
        .forEach(words -> assertThat(file(words.get(0)).target()).isEqualTo(words.get(1)));
    content
        .of("folder")
        .forEach(words ->
            assertThat(file(words.get(0)).mode())
                .as(words.get(0))
                .isEqualTo(Integer.parseInt(words.get(1), 8)));
  }

  @Test
  void hasNothingThatIsToBeRemoved() {
    var removed =
        content.first("remove").stream()
            .map(path -> path.replace("*", "[^/]*") + "(/.*)?")
            .toList();
    assertThat(files.keySet()).noneMatch(path -> removed.stream().anyMatch(path::matches));
    assertThat(files.keySet())
        .noneMatch(path -> path.startsWith("var/cache") || path.startsWith("var/lib/apt"))
        .filteredOn(path -> path.startsWith("usr/share/doc/") && path.split("/").length > 4)
        .allMatch(path -> path.endsWith("/copyright"));
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
  void grantsNothingByItsFiles() {
    assertThat(files.values()).filteredOn(TarEntry::setsId).isEmpty();
    assertThat(files.values())
        .filteredOn(TarEntry::isWritableByAll)
        .extracting(TarEntry::name)
        .containsExactly("tmp");
    assertThat(files.values()).allMatch(entry -> entry.owner() == 0 && entry.group() == 0);
    assertThat(text("etc/passwd")).contains(":65532:65532:");
  }

  @Test
  void leadsNoLinkNowhere() {
    assertThat(files.values())
        .filteredOn(TarEntry::isLink)
        .filteredOn(link -> !files.containsKey(resolved(link)))
        .extracting(TarEntry::name)
        .isEmpty();
  }

  /** Links of folders are those of the merged /usr alone. */
  private static String resolved(TarEntry link) {
    var target = Path.of("/" + link.name()).resolveSibling(link.target()).normalize().toString();
    return target.substring(1).replaceFirst("^(bin|sbin|lib|lib64)/", "usr/$1/");
  }

  @Test
  void runsAsTheDockerfileSays() throws IOException {
    var version = archive.reference().replaceFirst(".*:", "");
    var dockerfile = Files.readString(Path.of("operator.Dockerfile"));
    assertThat(archive.configuration()).isEqualTo(ImageConfiguration.of(dockerfile, version));
    assertThat(archive.configuration().get("User").asText()).isEqualTo("65532:65532");
    assertThat(archive.configuration().at("/Entrypoint/0").asText())
        .isEqualTo("/" + HOME + "runtime/bin/java");
  }

  @Test
  void namesItsContentsByTheirDigests() throws GeneralSecurityException {
    var sha256 = MessageDigest.getInstance("SHA-256");
    archive
        .blobs()
        .forEach((name, blob) -> {
          if (name.startsWith("sha256:") && blob.length > 0) {
            assertThat("sha256:" + HexFormat.of().formatHex(sha256.digest(blob))).isEqualTo(name);
          }
        });
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

  @Test
  void hasTheBillThatIsBesideIt() throws IOException {
    assertThat(text("usr/share/nodecert/sbom.cdx.json"))
        .isEqualTo(Files.readString(Path.of("target", "operator.sbom.cdx.json")));
  }

  @Test
  void listsItsPartsInTheBill() throws IOException {
    var bill = new ObjectMapper().readTree(text("usr/share/nodecert/sbom.cdx.json"));
    var parts =
        StreamSupport.stream(bill.get("components").spliterator(), false)
            .map(ImageArchiveIT::purl)
            .toList();
    assertThat(names(DESCRIPTIONS))
        .allSatisfy(name ->
            assertThat(parts).contains(DebianPackage.parse(text(DESCRIPTIONS + name)).purl()));
    assertThat(names(HOME + "lib/"))
        .allSatisfy(jar ->
            assertThat(parts)
                .anyMatch(part ->
                    part.contains("/" + jar.replaceFirst("-([0-9][^/]*)\\.jar$", "@$1") + "?")));
    assertThat(parts).anyMatch(part -> part.startsWith("pkg:generic/openjdk@25"));
  }

  private static String purl(JsonNode component) {
    return component.path("purl").asText();
  }

  private List<String> names(String folder) {
    return files.keySet().stream()
        .filter(path -> path.startsWith(folder) && path.indexOf('/', folder.length()) < 0)
        .map(path -> path.substring(folder.length()))
        .toList();
  }

  private String text(String path) {
    return file(path).text();
  }

  private TarEntry file(String path) {
    var file = files.get(path);
    if (file == null) {
      throw new AssertionError("There is no " + path);
    }
    return file;
  }
}
