package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was observed of an AcmeAccount. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the operator observed of the account and of its CA.")
public record AcmeAccountStatus(
    @JsonPropertyDescription(
            """
            The metadata.generation that this status was made for; -1 before the operator has seen
            the object.
            """)
        @Min(-1)
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The account's URL at the CA (RFC 8555 section 7.3).")
        @Size(max = 2048)
        @Nullable String accountURL,
    @JsonPropertyDescription("The URL of the CA's directory (RFC 8555 section 7.1.1).")
        @Size(max = 2048)
        @Nullable String directoryURL,
    @JsonPropertyDescription("The URL of the CA's terms of service, as its directory says now.")
        @Size(max = 2048)
        @Nullable String termsOfService,
    @JsonPropertyDescription(
            "The URL of the terms of service that were agreed to when the account was registered.")
        @Size(max = 2048)
        @Nullable String agreedTermsOfService,
    @JsonPropertyDescription("The CA's website, as its directory says.") @Size(max = 2048)
        @Nullable String website,
    @JsonPropertyDescription(
            """
            The names by which the CA knows itself in CAA records (RFC 8659 section 4.2). Example:
            letsencrypt.org.
            """)
        @Size(max = 20)
        List<@Size(max = 253) String> caaIdentities,
    @JsonPropertyDescription("Whether the CA wants an externalAccountBinding.")
        @Nullable Boolean externalAccountRequired,
    @JsonPropertyDescription(
            "The certificate profiles that the CA offers (draft-ietf-acme-profiles), by name.")
        @Size(max = 50)
        List<AcmeProfile> profiles,
    @JsonPropertyDescription(
            """
            The thumbprint of the account's key (RFC 7638, SHA-256, base64url), as it is part of
            each key authorization (RFC 8555 section 8.1).
            """)
        @Size(max = 64)
        @Nullable String keyThumbprint,
    @JsonPropertyDescription("The version of the account's key that is in use.")
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer keyVersion,
    @JsonPropertyDescription("When the CA's directory was last read.")
        @Nullable Instant directoryCheckedAt,
    @JsonPropertyDescription("The failures since the last success; absent when there are none.")
        @Nullable Failure failure,
    @JsonPropertyDescription(
            """
            The conditions, by type. Ready: certificates can be ordered. Reconciling: the operator
            is at work on it, or waits for the CA. Stalled: a Kubernetes object must change first.
            """)
        @Size(max = 16)
        List<Condition> conditions) {
  public AcmeAccountStatus {
    caaIdentities = caaIdentities == null ? List.of() : List.copyOf(caaIdentities);
    profiles = profiles == null ? List.of() : List.copyOf(profiles);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
