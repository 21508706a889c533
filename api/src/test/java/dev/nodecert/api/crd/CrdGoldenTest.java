package dev.nodecert.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** Holds {@code crds/} to what the records say; with {@code -Dcrds.update=true} it writes it. */
class CrdGoldenTest {
  private static final String REMEDY =
      "crds/ differs from what the records in api/ say. To generate it anew: make crds";

  /** A copy: Flux leaves out symbolic links. */
  private static final Path OF_CHART =
      CrdFile.FOLDER.resolveSibling("helm/nodecert-operator/files/crds");

  @Test
  void crdsAreThoseOfTheRecords() throws IOException {
    SortedMap<String, String> generated = new CrdFiles().generate();
    if (Boolean.getBoolean("crds.update")) {
      write(generated);
    }
    assertThat(CrdFile.all())
        .as(REMEDY)
        .extracting(CrdFile::name)
        .containsExactlyElementsOf(generated.keySet());
    generated.forEach((name, content) -> {
      assertThat(CrdFile.FOLDER.resolve(name)).as(REMEDY).hasContent(content);
      assertThat(OF_CHART.resolve(name)).as(REMEDY).hasContent(content);
    });
    try (var files = Files.list(OF_CHART)) {
      assertThat(files).hasSameSizeAs(generated.keySet());
    }
  }

  private static void write(Map<String, String> files) throws IOException {
    for (var folder : List.of(CrdFile.FOLDER, OF_CHART)) {
      Files.createDirectories(folder);
      for (var file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
    }
  }
}
