package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** The time in which the CA wants a certificate to be renewed (RFC 9773 section 4.2). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RenewalWindow(
    @JsonPropertyDescription("Its first moment.") @Required Instant start,
    @JsonPropertyDescription("Its last moment.") @Required Instant end) {}
