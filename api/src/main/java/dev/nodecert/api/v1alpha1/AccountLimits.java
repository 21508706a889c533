package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import org.jspecify.annotations.Nullable;

/** What a CA allows an account. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AccountLimits(
    @JsonPropertyDescription(
            "Orders by this account. Default at Let's Encrypt: 300 in 3h, staging: 1500 in 3h.")
        @Nullable RateLimit orders,
    @JsonPropertyDescription(
            """
            Certificates with names of one registered domain: example.co.uk for
            www.example.co.uk. Default at Let's Encrypt: 50 in 168h, staging: 30000 in 168h.
            """)
        @Nullable RateLimit certificatesPerDomain,
    @JsonPropertyDescription(
            """
            Certificates for exactly the same names. Default at Let's Encrypt and its staging: 5 in
            168h.
            """)
        @Nullable RateLimit certificatesPerNames,
    @JsonPropertyDescription(
            """
            Validations of one name that fail. Default at Let's Encrypt: 5 in 1h, staging: 200 in
            1h.
            """)
        @Nullable RateLimit failedValidations,
    @JsonPropertyDescription(
            """
            How much of each limit only renewals may use, in percent, 0 to 90. Default: 20.
            """)
        @Min(0)
        @Max(90)
        @Nullable Integer renewalPercentage,
    @JsonPropertyDescription(
            """
            How much of orders and certificatesPerDomain new certificates of one namespace may use,
            in percent, 1 to 100. Default: 50, and 100 where allow names no more than one namespace.
            """)
        @Min(1)
        @Max(100)
        @Nullable Integer namespacePercentage) {}
