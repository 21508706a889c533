package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** What a provider said when it was last asked in vain. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PluginOutput(
    @JsonPropertyDescription("When it was said.") @Required Instant at,
    @JsonPropertyDescription("What was asked. Example: add _acme-challenge.pve1.example.com.")
        @Required
        @Size(max = 512)
        String call,
    @JsonPropertyDescription("How it ended, in a sentence.") @Required @Size(max = 1024)
        String result,
    @JsonPropertyDescription("The end of what the script printed, with every secret masked.")
        @Size(max = 4096)
        String output) {}
