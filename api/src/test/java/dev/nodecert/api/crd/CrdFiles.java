package dev.nodecert.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.api.v1alpha1.NodeCertificate;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDGenerator.CRDOutput;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files under {@code crds/}, generated from the records. */
final class CrdFiles {
  private static final String HEADER =
      "# Generated from api/src/main/java by `make crds`: change the records instead.\n";

  private final YAMLMapper mapper = new YAMLMapper();
  private final CrdYaml yaml = new CrdYaml();

  /** The content of each file by its name. */
  SortedMap<String, String> generate() {
    var files = new TreeMap<String, String>();
    for (var kind : List.of(AcmeAccount.class, AcmePlugin.class, NodeCertificate.class)) {
      ObjectNode crd = generate(kind);
      new CrdFinish(kind).apply(crd);
      files.put(crd.at("/metadata/name").asText() + ".yaml", HEADER + yaml.write(crd));
    }
    return files;
  }

  private ObjectNode generate(Class<? extends CustomResource<?, ?>> kind) {
    try (var output = new MemoryOutput()) {
      new CRDGenerator()
          .customResourceClasses(List.of(kind))
          .forCRDVersions("v1")
          .withOutput(output)
          .generate();
      JsonNode crd = mapper.readTree(output.content.toByteArray());
      return (ObjectNode) crd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class MemoryOutput implements CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return content;
    }

    @Override
    public void close() {}
  }
}
