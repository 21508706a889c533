package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A TXT record that is set for a dns-01 challenge (RFC 8555 section 8.4). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChallengeRecord(
    @JsonPropertyDescription("The record's name. Example: _acme-challenge.pve1.example.com.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("Its value: a digest in the base64url alphabet.")
        @Required
        @Size(min = 1, max = 64)
        String value,
    @JsonPropertyDescription("The AcmePlugin that sets and removes it.")
        @Required
        @Size(min = 1, max = 253)
        String plugin,
    @JsonPropertyDescription("Since when it is, or is about to be, set.") @Required
        Instant since) {}
