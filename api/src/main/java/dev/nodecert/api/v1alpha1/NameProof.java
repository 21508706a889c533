package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** How the control of one name is proven (RFC 8555 section 7.5). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NameProof(
    @JsonPropertyDescription("The name of the certificate that is proven.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("The authorization's URL at the CA (RFC 8555 section 7.1.4).")
        @Required
        @Size(max = 2048)
        String authorizationURL,
    @JsonPropertyDescription("Whether the CA has accepted the proof: Pending or Valid.") @Required
        ProofState state,
    @JsonPropertyDescription("The challenge's URL at the CA (RFC 8555 section 7.5.1).")
        @Size(max = 2048)
        @Nullable String challengeURL,
    @JsonPropertyDescription("The challenge's type. Example: http-01.") @Size(max = 32)
        @Nullable String challengeType,
    @JsonPropertyDescription(
            "The challenge's token, in the base64url alphabet (RFC 8555 section 8.3).")
        @Size(min = 1, max = 256)
        @Pattern("^[A-Za-z0-9_-]+$")
        @Nullable String token,
    @JsonPropertyDescription(
            "The name of the TXT record that proves it (RFC 8555 section 8.4); see records.")
        @Size(max = 253)
        @Nullable String recordName) {}
