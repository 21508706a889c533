package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The certificate in the Secret. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CertificateStatus(
    @JsonPropertyDescription("Where it came from. Example: ACME.") @Required
        CertificateSource source,
    @JsonPropertyDescription("The AcmeAccount that ordered it.") @Size(max = 253)
        @Nullable String account,
    @JsonPropertyDescription("When it was written to the Secret first.") @Nullable Instant issuedAt,
    @JsonPropertyDescription("Its URL at the CA (RFC 8555 section 7.4.2).") @Size(max = 2048)
        @Nullable String url,
    @JsonPropertyDescription("Its serial number in hexadecimal.") @Required @Size(max = 64)
        String serial,
    @JsonPropertyDescription("The SHA-256 hash of its DER encoding, in hexadecimal.")
        @Required
        @Size(max = 128)
        String fingerprint,
    @JsonPropertyDescription("Its subject (RFC 4514); often empty, see sans.") @Size(max = 1024)
        @Nullable String subject,
    @JsonPropertyDescription("Its issuer (RFC 4514).") @Required @Size(max = 1024) String issuer,
    @JsonPropertyDescription("When it begins to be valid.") @Required Instant notBefore,
    @JsonPropertyDescription("When it expires.") @Required Instant notAfter,
    @JsonPropertyDescription("Its public key.") @Required PublicKeyStatus publicKey,
    @JsonPropertyDescription("Its subject alternative names (RFC 5280 section 4.2.1.6).")
        @Size(max = 200)
        List<@Size(max = 253) String> sans,
    @JsonPropertyDescription("The certificates above it, from its issuer upwards, at most 5.")
        @Size(max = 5)
        List<ChainCertificate> chain) {
  public CertificateStatus {
    sans = sans == null ? List.of() : List.copyOf(sans);
    chain = chain == null ? List.of() : List.copyOf(chain);
  }
}
