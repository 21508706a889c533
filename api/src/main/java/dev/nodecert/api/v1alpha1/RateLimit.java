package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How often something may be done. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "!self.period.matches('"
            + Syntax.DURATION
            + "') || (!self.period.matches('"
            + Syntax.TOO_MANY_HOURS
            + "') && duration(self.period) >= duration('1m') && duration(self.period) <="
            + " duration('8760h'))",
    fieldPath = ".period",
    message = "period must be between 1m and 8760h, for example 168h for a week")
public record RateLimit(
    @JsonPropertyDescription("How often, 1 to 100000.") @Required @Min(1) @Max(100_000) int count,
    @JsonPropertyDescription(
            "In which time, in hours, minutes and seconds, 1m to 8760h. Example: 168h.")
        @Required
        @Size(max = 32)
        @Pattern(Syntax.DURATION)
        String period) {}
