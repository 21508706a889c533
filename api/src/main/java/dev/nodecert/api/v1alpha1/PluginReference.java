package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An AcmePlugin by name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Syntax.SUBDOMAIN + "')",
    fieldPath = ".name",
    message =
        "name must be an AcmePlugin's name: an RFC 1123 subdomain of lower case letters, digits,"
            + " '-' and '.', for example gandi")
public record PluginReference(
    @JsonPropertyDescription(
            "The AcmePlugin's metadata.name; standalone is there by itself. Example: gandi.")
        @Required
        @Size(max = 253)
        String name) {}
