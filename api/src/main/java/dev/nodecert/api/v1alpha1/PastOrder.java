package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** An order that has ended. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PastOrder(
    @JsonPropertyDescription("When it ended.") @Required Instant at,
    @JsonPropertyDescription(
            """
            How it ended. Issued: with a certificate. Invalid: the CA found it invalid, as a rule
            for a name that was not proven. Abandoned: the operator had no more use for it.
            """)
        @Required
        OrderResult outcome,
    @JsonPropertyDescription("A hash of the names that it was for.") @Required @Size(max = 64)
        String namesHash) {}
