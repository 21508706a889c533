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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the archives that {@code make image} left to their lists of contents and Dockerfiles. */
@ParameterizedClass
@ValueSource(strings = {"operator", "nginx"})
class ImageArchiveIT {

  private static final String DESCRIPTIONS = "var/lib/dpkg/status.d/";
  private static final String HOME = "usr/lib/nodecert/";
  private static final String VERSION = "-([0-9][^/]*)\\.jar$";

  private final String image;
  private final OciArchive archive;
  private final Map<String, TarEntry> files;
  private final ContentList content;

  ImageArchiveIT(String image) throws IOException {
    this.image = image;
    archive = OciArchive.read(Path.of("target", image + ".tar"));
    files = archive.files();
    content = ContentList.read(image);
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
    var dockerfile = Files.readString(Path.of(image + ".Dockerfile"));
    assertThat(archive.configuration()).isEqualTo(ImageConfiguration.of(dockerfile, version));
    assertThat(archive.configuration().get("User").asText()).isEqualTo("65532:65532");
    assertThat(files)
        .containsKey(archive.configuration().at("/Entrypoint/0").asText().substring(1));
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
  void hasTheBillThatIsBesideIt() throws IOException {
    assertThat(text("usr/share/nodecert/sbom.cdx.json"))
        .isEqualTo(Files.readString(Path.of("target", image + ".sbom.cdx.json")));
  }

  @Test
  void listsItsPartsInTheBill() throws IOException {
    var bill = new ObjectMapper().readTree(text("usr/share/nodecert/sbom.cdx.json"));
    var parts =
        Stream.concat(
                Stream.of(bill.at("/metadata/component")),
                StreamSupport.stream(bill.get("components").spliterator(), false))
            .map(ImageArchiveIT::purl)
            .toList();
    assertThat(names(DESCRIPTIONS))
        .allSatisfy(name ->
            assertThat(parts).contains(DebianPackage.parse(text(DESCRIPTIONS + name)).purl()));
    assertThat(parts).doesNotHaveDuplicates();
    assertThat(names(HOME + "lib/"))
        .allSatisfy(jar ->
            assertThat(parts)
                .anyMatch(part -> part.contains("/" + jar.replaceFirst(VERSION, "@$1") + "?")))
        // Programs share them.
        .extracting(jar -> jar.replaceFirst(VERSION, ""))
        .doesNotHaveDuplicates();
    assertThat(names(HOME).stream().filter(name -> name.endsWith(".jar")))
        .allSatisfy(jar ->
            assertThat(parts)
                .anyMatch(
                    part -> part.contains("/dev.nodecert/" + jar.replaceFirst("\\.jar$", "@"))));
    assertThat(parts.stream().anyMatch(part -> part.startsWith("pkg:generic/openjdk@25")))
        .isEqualTo(files.containsKey(HOME + "runtime/release"));
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
