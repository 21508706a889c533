package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** What the Secret holds besides tls.crt and tls.key. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateOutputs(
    @JsonPropertyDescription(
            "tls-combined.pem: private key, certificate and chain in one file, as HAProxy wants it.")
        @Nullable PlainOutput combinedPEM,
    @JsonPropertyDescription("key.der and cert.der: private key (PKCS#8) and certificate in DER.")
        @Nullable PlainOutput der,
    @JsonPropertyDescription(
            """
            ca.crt: whom clients are to trust, as PEM: the cluster CA, with its successor while one
            follows; the root of what was uploaded; of any other certificate its issuers.
            """)
        @Nullable PlainOutput ca,
    @JsonPropertyDescription("keystore.p12: private key, certificate and chain as PKCS#12.")
        @Nullable KeystoreOutput pkcs12,
    @JsonPropertyDescription("keystore.jks: private key, certificate and chain as a Java keystore.")
        @Nullable AliasedKeystoreOutput jks) {}
