package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An entry of a Secret; in which namespace, the field says. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Syntax.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "name must be a Secret's name: an RFC 1123 subdomain of lower case letters, digits, '-' and"
            + " '.', for example credentials")
@ValidationRule(
    value = "self.key.matches(r'" + Syntax.DATA_KEY + "')",
    fieldPath = ".key",
    message =
        "key must be a key of the Secret's data: letters, digits, '-', '_' and '.', for example"
            + " secret")
public record SecretKeyReference(
    @JsonPropertyDescription("The Secret's metadata.name. Example: credentials.")
        @Required
        @Size(max = 253)
        String name,
    @JsonPropertyDescription("The key in its data. Example: secret.") @Required @Size(max = 253)
        String key) {}
