package dev.nodecert.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** An OCI archive with one image. */
final class OciArchive {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, byte[]> blobs = new HashMap<>();
  private final JsonNode index;
  private final JsonNode manifest;

  private OciArchive(InputStream archive) throws IOException {
    for (var entry : TarReader.read(archive)) {
      blobs.put(entry.name().replaceFirst("^blobs/sha256/", "sha256:"), entry.content());
    }
    index = JSON.readTree(blob("index.json"));
    manifest = JSON.readTree(blob(index.at("/manifests/0/digest").textValue()));
  }

  static OciArchive read(Path file) throws IOException {
    try (var archive = Files.newInputStream(file)) {
      return new OciArchive(archive);
    }
  }

  private byte[] blob(String name) {
    var blob = blobs.get(name);
    if (blob == null) {
      throw new IllegalStateException("There is no " + name);
    }
    return blob;
  }

  Map<String, byte[]> blobs() {
    return Map.copyOf(blobs);
  }

  String reference() {
    return index.at("/manifests/0/annotations/io.containerd.image.name").asText();
  }

  /** How containers run. */
  JsonNode configuration() throws IOException {
    return JSON.readTree(blob(manifest.at("/config/digest").textValue())).get("config");
  }

  /** What is in each layer, the lowest first. */
  List<List<TarEntry>> layers() throws IOException {
    var layers = new ArrayList<List<TarEntry>>();
    for (var layer : manifest.get("layers")) {
      var blob = new ByteArrayInputStream(blob(layer.get("digest").textValue()));
      layers.add(TarReader.read(new GZIPInputStream(blob)));
    }
    return layers;
  }

  /** What a container sees, by path. */
  Map<String, TarEntry> files() throws IOException {
    var files = new TreeMap<String, TarEntry>();
    layers().forEach(layer -> layer.forEach(entry -> files.put(entry.name(), entry)));
    return files;
  }
}
