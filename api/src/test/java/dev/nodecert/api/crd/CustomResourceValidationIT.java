package dev.nodecert.api.crd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nodecert.api.v1alpha1.AcmeAccount;
import dev.nodecert.api.v1alpha1.AcmePlugin;
import dev.nodecert.testenv.Cluster;
import dev.nodecert.testenv.TestEnvironment;
import dev.nodecert.testenv.TestNamespace;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server accepts and refuses by the CRDs alone, and what it says then. */
@TestEnvironment
class CustomResourceValidationIT {
  private static final Pattern EXPECTATION = Pattern.compile("(spec\\S*): (.*)");

  private final Cluster cluster;
  private final KubernetesClient client;
  private final TestNamespace namespace;

  CustomResourceValidationIT(Cluster cluster, TestNamespace namespace) {
    this.cluster = cluster;
    this.client = cluster.client();
    this.namespace = namespace;
  }

  static Stream<Fixture> valid() {
    return Fixture.all("valid-");
  }

  static Stream<Fixture> invalid() {
    return Fixture.all("invalid-");
  }

  static Stream<Fixture> observed() {
    return Fixture.all("observed");
  }

  static List<CrdFile> crds() {
    return CrdFile.all();
  }

  static Stream<LargestObject> largest() {
    return LargestObject.all();
  }

  @AfterEach
  void deleteWhatBelongsToNoNamespace() {
    client.resources(AcmeAccount.class).delete();
    client.resources(AcmePlugin.class).delete();
  }

  @ParameterizedTest
  @MethodSource
  void valid(Fixture fixture) {
    create(fixture.first());
    fixture.replacements().forEach(this::replace);
  }

  @ParameterizedTest
  @MethodSource
  void invalid(Fixture fixture) {
    var refusal = catchThrowableOfType(KubernetesClientException.class, () -> valid(fixture));
    assertThat(refusal).as("refusal of " + fixture).isNotNull();
    assertThat(problems(refusal)).hasSameSizeAs(fixture.expected());
    for (String expected : fixture.expected()) {
      assertThat(problems(refusal))
          .as("refusal of " + fixture)
          .anyMatch(problem -> names(problem, expected));
    }
  }

  @ParameterizedTest
  @MethodSource
  void observed(Fixture fixture) {
    var status = fixture.first().get("status");
    var created = create(fixture.first());
    created.setAdditionalProperty("status", status);
    assertThat(client.resource(created).updateStatus().<Object>get("status")).isEqualTo(status);
  }

  @ParameterizedTest
  @MethodSource("observed")
  void aNewObjectIsNeverTakenForDone(Fixture fixture) {
    var created = create(fixture.first());
    assertThat(created.<Object>get("status")).isEqualTo(Map.of("observedGeneration", -1));
    assertThat(client.resource(created).get().<Object>get("status"))
        .isEqualTo(Map.of("observedGeneration", -1));
  }

  @ParameterizedTest
  @MethodSource("largest")
  void theLargestObjectIsWithinTheBudget(LargestObject object) {
    ObjectNode largest = object.build();
    var created = create(resource(largest));
    created.getMetadata().setLabels(Map.of("example.com/changed", "true"));
    var replaced = client.resource(created).update();
    replaced.setAdditionalProperty("status", resource(largest).get("status"));
    client.resource(replaced).updateStatus();
  }

  @ParameterizedTest
  @MethodSource("crds")
  void theCrdIsAccepted(CrdFile crd) {
    String name = crd.content().at("/metadata/name").asText();
    var installed = client.apiextensions().v1().customResourceDefinitions().withName(name).get();
    assertThat(installed.getStatus().getConditions())
        .filteredOn(condition -> condition.getStatus().equals("True"))
        .extracting("type")
        .containsExactlyInAnyOrder("NamesAccepted", "Established");
  }

  @Test
  void columnsOfCertificatesTellTheStory() {
    observed().forEach(this::observed);
    assertThat(rows("nodecertificates"))
        .containsExactly(
            "NAME NODE READY REASON SOURCE ISSUER EXPIRES RENEWAL AGE",
            "pve1 pve1 False Issuing ACME CN=E7,O=Let's Encrypt,C=US"
                + " 2027-02-21T08:00:06Z 2027-01-21T08:00:06Z #");
    assertThat(rows("nodecertificates", "-o", "wide").getFirst())
        .endsWith("AGE SECRET SERVED SUBJECT SERIAL FINGERPRINT SINCE KEY BITS SANS MESSAGE");
  }

  @Test
  void columnsOfAccountsTellTheStory() {
    observed().forEach(this::observed);
    assertThat(rows("acmeaccounts"))
        .containsExactly(
            "NAME READY REASON DIRECTORY AGE",
            "default False TermsChanged https://ca.example.com/acme/directory #");
    assertThat(rows("acmeaccounts", "-o", "wide").getFirst()).endsWith("AGE ACCOUNT URL MESSAGE");
  }

  @Test
  void columnsOfPluginsTellTheStory() {
    observed().forEach(this::observed);
    assertThat(rows("acmeplugins"))
        .containsExactly(
            "NAME TYPE API READY REASON AGE", "gandi AcmeSh gandi_livedns True Usable #");
    assertThat(rows("acmeplugins", "-o", "wide").getFirst()).endsWith("AGE DISABLED MESSAGE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nodecert", "ncert,acct,acmeplug"})
  void shortNamesAndCategory(String name) {
    observed().forEach(this::observed);
    assertThat(cluster.kubectl("get", name, "-n", namespace.name(), "-o", "name").lines())
        .containsExactlyInAnyOrder(
            "acmeaccount.nodecert.dev/default",
            "acmeplugin.nodecert.dev/gandi",
            "nodecertificate.nodecert.dev/pve1");
  }

  private GenericKubernetesResource create(GenericKubernetesResource resource) {
    return client.resource(placed(resource)).fieldValidation(Validation.STRICT).create();
  }

  private void replace(GenericKubernetesResource resource) {
    client.resource(placed(resource)).fieldValidation(Validation.STRICT).update();
  }

  private GenericKubernetesResource placed(GenericKubernetesResource resource) {
    if (CrdFile.of(resource.getKind()).scope().equals("Namespaced")) {
      resource.getMetadata().setNamespace(namespace.name());
    }
    return resource;
  }

  private GenericKubernetesResource resource(ObjectNode object) {
    return client
        .getKubernetesSerialization()
        .convertValue(object, GenericKubernetesResource.class);
  }

  private List<String> rows(String kind, String... options) {
    String[] command =
        Stream.concat(Stream.of("get", kind, "-n", namespace.name()), Stream.of(options))
            .toArray(String[]::new);
    return cluster
        .kubectl(command)
        .lines()
        .map(row -> row.replaceAll(" +", " ").replaceFirst(" [0-9]+s$", " #").strip())
        .toList();
  }

  private static List<String> problems(KubernetesClientException refusal) {
    List<StatusCause> causes =
        Optional.ofNullable(refusal.getStatus().getDetails())
            .map(StatusDetails::getCauses)
            .orElse(List.of());
    if (causes.isEmpty()) {
      return List.of(refusal.getStatus().getMessage());
    }
    return causes.stream()
        .filter(cause -> !cause.getMessage().contains("some validation rules were not checked"))
        .map(cause -> cause.getField() + ": " + cause.getMessage())
        .toList();
  }

  private static boolean names(String problem, String expected) {
    Matcher field = EXPECTATION.matcher(expected);
    return field.matches()
        ? problem.startsWith(field.group(1) + ": ") && problem.contains(field.group(2))
        : problem.contains(expected);
  }
}
