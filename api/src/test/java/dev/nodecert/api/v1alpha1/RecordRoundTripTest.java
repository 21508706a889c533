package dev.nodecert.api.v1alpha1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records read and write what users and the API server do, and lose nothing on the way. */
class RecordRoundTripTest {
  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final YAMLMapper yaml = new YAMLMapper();

  static Stream<Class<? extends CustomResource<?, ?>>> kinds() {
    return Stream.of(AcmeAccount.class, AcmePlugin.class, NodeCertificate.class);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void yamlToRecordsAndBackLosesNothing(Class<? extends CustomResource<?, ?>> kind)
      throws IOException {
    String written = read(kind);
    CustomResource<?, ?> resource = serialization.unmarshal(written, kind);
    assertThat(yaml.readTree(serialization.asYaml(resource))).isEqualTo(yaml.readTree(written));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void recordsToJsonAndBackAreEqual(Class<? extends CustomResource<?, ?>> kind) throws IOException {
    CustomResource<?, ?> resource = serialization.unmarshal(read(kind), kind);
    CustomResource<?, ?> copy = serialization.unmarshal(serialization.asJson(resource), kind);
    assertThat(copy.getSpec()).isEqualTo(resource.getSpec());
    assertThat(copy.getStatus()).isEqualTo(resource.getStatus());
  }

  @Test
  void instantsAreRfc3339() {
    var renewal = new Renewal(Instant.parse("2026-11-23T09:00:00Z"), "because", null, null, null);
    assertThat(serialization.asJson(renewal))
        .isEqualTo("{\"at\":\"2026-11-23T09:00:00Z\",\"reason\":\"because\"}");
  }

  @Test
  void instantsAreReadWithAnOffsetToo() {
    var renewal =
        serialization.unmarshal(
            "{\"at\": \"2026-11-23T10:00:00+01:00\", \"reason\": \"because\"}", Renewal.class);
    assertThat(renewal.at()).isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
  }

  @Test
  void nothingIsWrittenThatNobodySaid() {
    var certificate = new NodeCertificate();
    certificate.setSpec(
        new NodeCertificateSpec(
            null,
            null,
            CertificateSource.ACME,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
    JsonNode written = serialization.convertValue(certificate, JsonNode.class);
    assertThat(written.get("spec")).hasToString("{\"source\":\"ACME\"}");
    assertThat(written.has("status")).isFalse();
  }

  @Test
  void theStatusOfALaterVersionCanBeRead() throws IOException {
    var later = (ObjectNode) yaml.readTree(read(NodeCertificate.class));
    later.withObject("/status").put("laterField", "later").putObject("laterObject");
    later.withObject("/status/certificate").put("laterField", "later");
    var certificate = serialization.unmarshal(later.toString(), NodeCertificate.class);
    assertThat(certificate.getStatus().observedGeneration()).isEqualTo(3);
  }

  private static String read(Class<? extends HasMetadata> kind) throws IOException {
    String path = "/customresources/%s/observed.yaml".formatted(HasMetadata.getSingular(kind));
    try (InputStream file = RecordRoundTripTest.class.getResourceAsStream(path)) {
      return file == null ? fail(path + " is missing") : new String(file.readAllBytes(), UTF_8);
    }
  }
}
