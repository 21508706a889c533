package dev.nodecert.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;

/**
 * An image's list of parts: those of its programs, as CycloneDX has them, and all that is beside.
 */
public final class BillOfMaterials {

  private static final String LIST = ".json";

  private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private final ObjectNode bill;

  private BillOfMaterials(Path base) throws IOException {
    this.bill = (ObjectNode) json.readTree(base.toFile());
  }

  /**
   * Arguments: the file to write, the folder with the description of each Debian package, the list
   * that is to be added to, and more that are there already: lists of other programs, {@code
   * *.json}, and the Java runtime's {@code release}.
   */
  public static void main(String... arguments) throws IOException {
    var bill = new BillOfMaterials(Path.of(arguments[2]));
    for (var more : List.of(arguments).subList(3, arguments.length)) {
      if (more.endsWith(LIST)) {
        bill.addProgram(Path.of(more));
      } else {
        bill.addRuntime(Path.of(more));
      }
    }
    bill.addPackages(Path.of(arguments[1]));
    bill.write(Path.of(arguments[0]));
  }

  /** Libraries that another program has, too, are listed once. */
  private void addProgram(Path list) throws IOException {
    var other = json.readTree(list.toFile());
    bill.withArray("/components").add(other.at("/metadata/component"));
    addMissing("components", "bom-ref", other);
    addMissing("dependencies", "ref", other);
  }

  private void addMissing(String array, String name, JsonNode other) {
    var known = new HashSet<JsonNode>();
    bill.withArray("/" + array).forEach(entry -> known.add(entry.path(name)));
    for (var entry : other.path(array)) {
      if (known.add(entry.path(name))) {
        bill.withArray("/" + array).add(entry);
      }
    }
  }

  private void addPackages(Path descriptions) throws IOException {
    try (var files = Files.list(descriptions)) {
      for (var file : files.sorted().toList()) {
        add(DebianPackage.parse(Files.readString(file)));
      }
    }
  }

  private void add(DebianPackage part) {
    component(part.name(), part.version(), part.purl());
  }

  private void addRuntime(Path release) throws IOException {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    var version = properties.getProperty("JAVA_VERSION").replace("\"", "");
    component("openjdk", version, "pkg:generic/openjdk@" + version);
  }

  private void component(String name, String version, String purl) {
    var components = bill.withArray("/components");
    components
        .addObject()
        .put("type", "library")
        .put("bom-ref", purl)
        .put("name", name)
        .put("version", version)
        .put("purl", purl);
  }

  private void write(Path file) throws IOException {
    Files.writeString(file, json.writeValueAsString(bill) + "\n");
  }
}
