package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A certificate's public key. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PublicKeyStatus(
    @JsonPropertyDescription("Its algorithm. Example: ECDSA.") @Required @Size(max = 32)
        String algorithm,
    @JsonPropertyDescription("Its size in bits. Example: 256.") @Required @Min(0) @Max(65536)
        int size) {}
