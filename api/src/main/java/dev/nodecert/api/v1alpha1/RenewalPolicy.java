package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When a certificate is renewed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.before) || !has(self.beforePercentage)",
    fieldPath = ".before",
    message = "before and beforePercentage exclude each other: remove one of them")
public record RenewalPolicy(
    @JsonPropertyDescription(
            """
            How long before its end the certificate is renewed, in hours, minutes and seconds; never
            before a third of its lifetime has gone. Example: 720h.
            """)
        @Size(max = 32)
        @Pattern(Syntax.DURATION)
        @Nullable String before,
    @JsonPropertyDescription(
            """
            How much of the lifetime is left when the certificate is renewed, in percent, 1 to 66.
            Default: a third, and half where the lifetime is under ten days.
            """)
        @Min(1)
        @Max(66)
        @Nullable Integer beforePercentage,
    @JsonPropertyDescription(
            """
            Whether the CA is asked when to renew (RFC 9773); what it says goes before the rest.
            Default: true.
            """)
        @Nullable Boolean renewalInfo) {}
