package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** Failures in a row, and when it is tried again. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Failure(
    @JsonPropertyDescription("How often in a row it has failed.")
        @Required
        @Min(0)
        @Max(Integer.MAX_VALUE)
        int count,
    @JsonPropertyDescription(
            """
            What kind of failure the last one was: a type of RFC 8555 section 6.7 without its URN
            prefix, or the operator's own. Example: rateLimited.
            """)
        @Required
        @Size(max = 256)
        String type,
    @JsonPropertyDescription("The last failure in a sentence, with what the CA's problem said.")
        @Required
        @Size(max = 2048)
        String message,
    @JsonPropertyDescription("When it last failed.") @Required Instant at,
    @JsonPropertyDescription("When it is tried again by itself.") @Required Instant retryAt) {}
