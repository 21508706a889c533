package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A certificate of the chain above the node's own. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChainCertificate(
    @JsonPropertyDescription("Its subject (RFC 4514).") @Required @Size(max = 1024) String subject,
    @JsonPropertyDescription("Its issuer (RFC 4514).") @Required @Size(max = 1024) String issuer,
    @JsonPropertyDescription("When it expires.") @Required Instant notAfter,
    @JsonPropertyDescription("The SHA-256 hash of its DER encoding, in hexadecimal.")
        @Required
        @Size(max = 128)
        String fingerprint) {}
