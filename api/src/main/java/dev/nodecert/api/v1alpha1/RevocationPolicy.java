package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** When certificates are revoked that nobody asked to revoke by name. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RevocationPolicy(
    @JsonPropertyDescription(
            """
            Whether a certificate is revoked (RFC 8555 section 7.6, reason superseded) once the next
            order's has taken its place in the Secret. Before source is changed to another than ACME,
            have it revoked by the annotation nodecert.dev/revoke. Default: false.
            """)
        @Nullable Boolean onReplace,
    @JsonPropertyDescription(
            """
            Whether the certificate is revoked (reason cessationOfOperation) when this
            NodeCertificate is deleted; a finalizer lets the deletion wait for it, for two minutes
            at most. A certificate that deletionPolicy leaves in its Secret is revoked, too. Default:
            false.
            """)
        @Nullable Boolean onDelete) {}
