package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** What the Secret carries besides the certificate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.labels) || self.labels.all(k, " + SecretTemplate.ALLOWED_KEY + ")",
    fieldPath = ".labels",
    message =
        "labels must not have a key of nodecert.dev or kubectl.kubernetes.io, for those are the"
            + " operator's and kubectl's own: choose another prefix")
@ValidationRule(
    value = "!has(self.labels) || self.labels.all(k, " + SecretTemplate.QUALIFIED_KEY + ")",
    fieldPath = ".labels",
    message =
        "labels must have keys as Kubernetes wants them: an optional DNS prefix and '/', then at most"
            + " 63 letters, digits, '-', '_' and '.', for example example.com/team")
@ValidationRule(
    value =
        "!has(self.labels) || self.labels.all(k,"
            + " self.labels[k].matches('^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$'))",
    fieldPath = ".labels",
    message =
        "labels must have values of letters, digits, '-', '_' and '.' that begin and end with a letter"
            + " or digit")
@ValidationRule(
    value = "!has(self.annotations) || self.annotations.all(k, " + SecretTemplate.ALLOWED_KEY + ")",
    fieldPath = ".annotations",
    message =
        "annotations must not have a key of nodecert.dev or kubectl.kubernetes.io, for those are the"
            + " operator's and kubectl's own: choose another prefix")
@ValidationRule(
    value =
        "!has(self.annotations) || self.annotations.all(k, " + SecretTemplate.QUALIFIED_KEY + ")",
    fieldPath = ".annotations",
    message =
        "annotations must have keys as Kubernetes wants them: an optional DNS prefix and '/', then at"
            + " most 63 letters, digits, '-', '_' and '.', for example example.com/team")
public record SecretTemplate(
    @JsonPropertyDescription(
            "Labels of the Secret, at most 32; those that others add to it stay besides.")
        Map<String, String> labels,
    @JsonPropertyDescription(
            "Annotations of the Secret, at most 32; those that others add to it stay besides.")
        Map<String, String> annotations) {

  static final String ALLOWED_KEY =
      "!k.matches('^([^/]*[.])?(nodecert[.]dev|kubectl[.]kubernetes[.]io)/')";

  static final String QUALIFIED_KEY =
      "size(k) <= 317 && k.matches('^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$')";

  public SecretTemplate {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
  }
}
