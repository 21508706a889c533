package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/**
 * The key by which a CA binds the new account to one that it already knows (RFC 8555 section
 * 7.3.4).
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExternalAccountBinding(
    @JsonPropertyDescription("The key identifier that the CA gave you. Example: kid-1.")
        @Required
        @Size(min = 1, max = 512)
        String keyID,
    @JsonPropertyDescription(
            """
            The entry of a Secret in the operator's namespace that holds the MAC key as the CA gave
            it, in base64url. The Secret must carry the label nodecert.dev/allow-read: "true".
            """)
        @Required
        SecretKeyReference hmacKeySecretRef) {}
