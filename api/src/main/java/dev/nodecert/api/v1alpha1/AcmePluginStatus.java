package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of an AcmePlugin. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the operator observed of the plugin and of its provider.")
public record AcmePluginStatus(
    @JsonPropertyDescription(
            """
            The metadata.generation that this status was made for; -1 before the operator has seen
            the object.
            """)
        @Min(-1)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "What the provider said when it was last asked in vain; absent while it never was.")
        @Nullable PluginOutput lastFailure,
    @JsonPropertyDescription(
            """
            The conditions, by type. Ready: domains can be proven. Credentials: all options that the
            provider's documentation asks for are there. Stalled: a Kubernetes object must change
            first.
            """)
        @Size(max = 16)
        List<Condition> conditions) {
  public AcmePluginStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
