package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The certificate's key: ECDSA P-256 unless asked for otherwise. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        """
        !has(self.size) || (has(self.algorithm) && self.algorithm == 'RSA'
          ? self.size in [2048, 3072, 4096]
          : self.size in [256, 384])
        """,
    fieldPath = ".size",
    message =
        "size must be 256 or 384 for ECDSA, which is the default algorithm, and 2048, 3072 or 4096"
            + " for RSA")
public record CertificatePrivateKey(
    @JsonPropertyDescription("The key's algorithm: ECDSA or RSA. Default: ECDSA.")
        @Nullable KeyAlgorithm algorithm,
    @JsonPropertyDescription(
            """
            The key's size in bits. ECDSA: 256 (P-256) or 384 (P-384). RSA: 2048, 3072 or 4096.
            Default: 256 for ECDSA, 2048 for RSA.
            """)
        @Nullable Integer size,
    @JsonPropertyDescription(
            """
            Whether each certificate gets a new key. Always: it does. Never: the key in the Secret
            is certified again while it is of this algorithm and size, unless its certificate was
            revoked; for whoever publishes it (RFC 6698). Default: Always.
            """)
        @Nullable KeyRotation rotation) {}
