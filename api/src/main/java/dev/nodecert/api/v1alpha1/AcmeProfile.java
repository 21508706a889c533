package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import org.jspecify.annotations.Nullable;

/** A certificate profile that the directory offers. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcmeProfile(
    @JsonPropertyDescription("The profile's name. Example: shortlived.")
        @Required
        @Size(min = 1, max = 128)
        String name,
    @JsonPropertyDescription("What the CA says about it: a sentence, or a URL.") @Size(max = 1024)
        @Nullable String description) {}
