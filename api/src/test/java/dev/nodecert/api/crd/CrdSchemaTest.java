package dev.nodecert.api.crd;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every field of every CRD, also for those that come later. */
class CrdSchemaTest {
  /** A generation has no maximum; the sizes of keys are listed by a rule, which says more. */
  private static final Set<String> INTEGERS_WITHOUT_MAXIMUM =
      Set.of(
          ".spec.privateKey.size",
          ".status.observedGeneration",
          ".status.conditions[].observedGeneration");

  static List<CrdFile> crds() {
    return CrdFile.all();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everythingHasAMaximum(CrdFile crd) {
    var without = new ArrayList<String>();
    walk(
        crd,
        (path, schema) -> {
          if (!isBounded(path, schema)) {
            without.add(path);
          }
        });
    assertThat(without).as("fields without a maximum").isEmpty();
  }

  /** What a list's or map's items are is told with the list or map. */
  private static boolean isItem(String path) {
    return path.endsWith("[]") || path.endsWith("{}");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everyFieldIsDescribed(CrdFile crd) {
    var without = new ArrayList<String>();
    walk(
        crd,
        (path, schema) -> {
          if (!isItem(path) && schema.path("description").asText().isBlank()) {
            without.add(path);
          }
        });
    assertThat(without).as("fields without a description").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everyListSaysHowItIsMerged(CrdFile crd) {
    var without = new ArrayList<String>();
    walk(
        crd,
        (path, schema) -> {
          if (type(schema).equals("array") && !schema.has("x-kubernetes-list-type")) {
            without.add(path);
          }
        });
    assertThat(without).as("lists without a list type").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void nothingButTheWholeStatusHasADefault(CrdFile crd) {
    var with = new ArrayList<String>();
    walk(
        crd,
        (path, schema) -> {
          if (schema.has("default")) {
            with.add(path + "=" + schema.get("default"));
          }
        });
    assertThat(with).containsExactly(".status={\"observedGeneration\":-1}");
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everyRuleOfTheSpecNamesItsField(CrdFile crd) {
    var nameless = new ArrayList<String>();
    walk(
        crd,
        (path, schema) -> {
          for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String field =
                rule.path("fieldPath").asText("metadata.name").replaceFirst("^.*[.]", "");
            if (!rule.get("message").asText().contains(field)) {
              nameless.add(path + ": " + rule.get("message").asText());
            }
          }
        });
    assertThat(nameless).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void everyRuleHasAFixtureThatItRefuses(CrdFile crd) {
    List<String> expected =
        Fixture.all("invalid-")
            .filter(fixture -> fixture.kind().equals(crd.kind()))
            .flatMap(fixture -> fixture.expected().stream())
            .map(text -> text.replaceFirst("^spec[^ ]*: ", ""))
            .toList();
    walk(
        crd,
        (path, schema) -> {
          for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String message = rule.get("message").asText();
            assertThat(expected).as(path).anyMatch(text -> startsAlike(text, message));
          }
        });
  }

  @Test
  void listsAreMergedByTheirKeys() {
    var keyed = new ArrayList<String>();
    for (CrdFile crd : crds()) {
      walk(
          crd,
          (path, schema) -> {
            if (schema.path("x-kubernetes-list-type").asText().equals("map")) {
              keyed.add(
                  crd.kind() + path + " by " + schema.at("/x-kubernetes-list-map-keys/0").asText());
            }
          });
    }
    assertThat(keyed)
        .containsExactlyInAnyOrder(
            "AcmeAccount.status.conditions by type",
            "AcmeAccount.status.profiles by name",
            "AcmePlugin.status.conditions by type",
            "NodeCertificate.spec.acme.domains by domain",
            "NodeCertificate.status.conditions by type",
            "NodeCertificate.status.issuance.names by name");
  }

  @Test
  void accountsAndPluginsBelongToTheClusterAndCertificatesToANamespace() {
    assertThat(CrdFile.of("AcmeAccount").scope()).isEqualTo("Cluster");
    assertThat(CrdFile.of("AcmePlugin").scope()).isEqualTo("Cluster");
    assertThat(CrdFile.of("NodeCertificate").scope()).isEqualTo("Namespaced");
  }

  /** An expectation may stop early; a message expression goes on where its message stops. */
  private static boolean startsAlike(String expected, String message) {
    return message.startsWith(expected) || expected.startsWith(message);
  }

  private static boolean isBounded(String path, JsonNode schema) {
    return switch (type(schema)) {
      case "string" -> schema.has("maxLength") || schema.has("enum") || isDateTime(schema);
      case "array" -> schema.has("maxItems");
      case "object" -> !schema.has("additionalProperties") || schema.has("maxProperties");
      case "integer" -> schema.has("maximum") || INTEGERS_WITHOUT_MAXIMUM.contains(path);
      case "boolean" -> true;
      default -> false;
    };
  }

  private static boolean isDateTime(JsonNode schema) {
    return schema.path("format").asText().equals("date-time");
  }

  private static String type(JsonNode schema) {
    return schema.path("type").asText();
  }

  private static void walk(CrdFile crd, BiConsumer<String, JsonNode> visit) {
    walk("", crd.schema(), visit);
  }

  private static void walk(String path, JsonNode schema, BiConsumer<String, JsonNode> visit) {
    visit.accept(path, schema);
    if (schema.has("items")) {
      walk(path + "[]", schema.get("items"), visit);
    }
    if (schema.has("additionalProperties")) {
      walk(path + "{}", schema.get("additionalProperties"), visit);
    }
    for (var property : schema.path("properties").properties()) {
      walk(path + "." + property.getKey(), property.getValue(), visit);
    }
  }
}
