package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A Secret; in which namespace, the field says. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Syntax.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "name must be a Secret's name: an RFC 1123 subdomain of lower case letters, digits, '-' and"
            + " '.', for example gandi")
public record SecretReference(
    @JsonPropertyDescription("The Secret's metadata.name. Example: gandi.")
        @Required
        @Size(max = 253)
        String name) {}
