package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Where the certificates are that a private CA's directory is trusted by. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CABundle(
    @JsonPropertyDescription(
            """
            The entry of a ConfigMap in the operator's namespace that holds one or more certificates
            in PEM.
            """)
        @Required
        ConfigMapKeyReference configMapRef) {}
