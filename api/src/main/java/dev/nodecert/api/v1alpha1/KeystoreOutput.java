package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A keystore. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeystoreOutput(
    @JsonPropertyDescription(
            """
            The password, in a Secret of this namespace with the label nodecert.dev/allow-read:
            "true".
            """)
        @Required
        SecretKeyReference passwordSecretRef) {}
