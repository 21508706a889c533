package dev.nodecert.image;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How containers of the image run, as the last stage of its Dockerfile says: for an image that is
 * packed without an engine. It knows the instructions that the Dockerfile has, and refuses others.
 */
public final class ImageConfiguration {

  /** A name and a value, in double quotes or without blanks. */
  private static final Pattern ASSIGNMENT = Pattern.compile("([^\\s=]+)=(?:\"([^\"]*)\"|(\\S+))");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String version;
  private final ObjectNode configuration = JSON.createObjectNode();

  private ImageConfiguration(String version) {
    this.version = version;
  }

  /** Arguments: the Dockerfile, and the image's version; prints JSON. */
  public static void main(String... arguments) throws IOException {
    System.out.println(of(Files.readString(Path.of(arguments[0])), arguments[1]));
  }

  static ObjectNode of(String dockerfile, String version) throws IOException {
    var reader = new ImageConfiguration(version);
    for (var instruction : lastStage(dockerfile)) {
      reader.read(instruction);
    }
    return reader.configuration;
  }

  private static List<String> lastStage(String dockerfile) {
    var lines =
        dockerfile.replaceAll("(?m)^#.*\\R", "").replaceAll("\\\\\\R\\s*", " ").lines().toList();
    var from = 0;
    for (var i = 0; i < lines.size(); i++) {
      from = lines.get(i).startsWith("FROM ") ? i : from;
    }
    return lines.subList(from, lines.size()).stream().filter(line -> !line.isBlank()).toList();
  }

  private void read(String instruction) throws IOException {
    var words = instruction.split(" ", 2);
    var rest = words[1].replace("${VERSION}", version);
    switch (words[0]) {
      case "LABEL" -> readLabels(rest);
      case "ENV" -> readEnvironment(rest);
      case "EXPOSE" -> List.of(rest.split(" ")).forEach(this::expose);
      case "WORKDIR" -> configuration.put("WorkingDir", rest);
      case "USER" -> configuration.put("User", rest);
      case "ENTRYPOINT" -> configuration.set("Entrypoint", JSON.readTree(rest));
      case "FROM", "COPY", "ARG" -> {}
      default -> throw new IllegalArgumentException("not known here: " + instruction);
    }
  }

  private void readLabels(String text) {
    var labels = configuration.putObject("Labels");
    ASSIGNMENT
        .matcher(text)
        .results()
        .forEach(label ->
            labels.put(label.group(1), label.group(2) == null ? label.group(3) : label.group(2)));
  }

  private void readEnvironment(String text) {
    var environment = configuration.putArray("Env");
    ASSIGNMENT.matcher(text).results().map(variable -> variable.group()).forEach(environment::add);
  }

  private void expose(String port) {
    configuration.withObjectProperty("ExposedPorts").putObject(port);
  }
}
