package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the certificate is renewed, and why then. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Renewal(
    @JsonPropertyDescription("When it is renewed.") @Required Instant at,
    @JsonPropertyDescription("Why then.") @Required @Size(max = 1024) String reason,
    @JsonPropertyDescription("When the CA wants it to be renewed (RFC 9773).")
        @Nullable RenewalWindow window,
    @JsonPropertyDescription("Where the CA says why it wants that.") @Size(max = 2048)
        @Nullable String explanationURL,
    @JsonPropertyDescription("When the CA is asked again.") @Nullable Instant nextCheckAt) {}
