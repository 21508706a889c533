package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/** An uploaded certificate. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CustomSource(
    @JsonPropertyDescription(
            """
            The Secret of this namespace with the certificate, its chain and its private key: as PEM
            in tls.crt and tls.key, or as PKCS#12 in keystore.p12. It must carry the label
            nodecert.dev/allow-read: "true", and a change of it is followed at once.
            """)
        @Required
        SecretReference secretRef,
    @JsonPropertyDescription(
            """
            The pass phrase of the private key or the PKCS#12 file, in a Secret of this namespace
            with the same label; it may be the same Secret.
            """)
        @Nullable SecretKeyReference passphraseSecretRef) {}
