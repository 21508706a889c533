package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A keystore whose entry has a name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AliasedKeystoreOutput(
    @JsonPropertyDescription(
            """
            The password, in a Secret of this namespace with the label nodecert.dev/allow-read:
            "true".
            """)
        @Required
        SecretKeyReference passwordSecretRef,
    @JsonPropertyDescription("The entry's alias. Default: certificate.") @Size(min = 1, max = 250)
        @Nullable String alias) {}
