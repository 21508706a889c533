package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The key by which updates are signed (TSIG, RFC 8945). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.name.matches(r'" + Syntax.DNS_NAME + "')",
    fieldPath = ".name",
    message =
        "name must be the key's name as the server knows it, in lower case and without a trailing"
            + " dot, for example nodecert")
@ValidationRule(
    value =
        """
        !has(self.algorithm) || self.algorithm in
          ['hmac-sha1', 'hmac-sha224', 'hmac-sha256', 'hmac-sha384', 'hmac-sha512']
        """,
    fieldPath = ".algorithm",
    message =
        "algorithm must be hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384 or hmac-sha512 (RFC"
            + " 8945 section 6)")
public record TransactionSignature(
    @JsonPropertyDescription("The key's name as the server knows it. Example: nodecert.")
        @Required
        @Size(max = 253)
        String name,
    @JsonPropertyDescription(
            """
            The algorithm (RFC 8945 section 6): hmac-sha1, hmac-sha224, hmac-sha256, hmac-sha384 or
            hmac-sha512. Default: hmac-sha256.
            """)
        @Size(max = 32)
        @Nullable String algorithm,
    @JsonPropertyDescription(
            """
            The Secret's entry that holds the key in base64: the secret that BIND's tsig-keygen
            prints. The Secret must carry the label nodecert.dev/allow-read: "true".
            """)
        @Required
        SecretKeyReference secretRef) {}
