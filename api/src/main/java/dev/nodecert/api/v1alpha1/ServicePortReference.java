package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A port of a Service in the same namespace. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Syntax.LABEL + "')",
    fieldPath = ".name",
    message =
        "name must be a Service's name: lower case letters, digits and '-', for example pve1-proxy")
public record ServicePortReference(
    @JsonPropertyDescription("The Service's metadata.name. Example: pve1-proxy.")
        @Required
        @Size(max = 63)
        String name,
    @JsonPropertyDescription("The Service's port, 1 to 65535. Default: 443.") @Min(1) @Max(65535)
        @Nullable Integer port) {}
