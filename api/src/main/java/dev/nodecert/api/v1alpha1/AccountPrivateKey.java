package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** The account's key: adopted when the Secret is there, else made. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        """
        !has(self.size) || (has(self.algorithm) && self.algorithm == 'RSA'
          ? self.size in [2048, 3072, 4096]
          : self.size in [256, 384, 521])
        """,
    fieldPath = ".size",
    message =
        "size must be 256, 384 or 521 for ECDSA, which is the default algorithm, and 2048, 3072 or"
            + " 4096 for RSA")
@ValidationRule(
    value = "!has(self.secretName) || self.secretName.matches(r'" + Syntax.SUBDOMAIN + "')",
    fieldPath = ".secretName",
    message =
        "secretName must be a Secret's name: an RFC 1123 subdomain of lower case letters, digits,"
            + " '-' and '.', for example acme-default")
public record AccountPrivateKey(
    @JsonPropertyDescription(
            """
            The key's algorithm: ECDSA or RSA. Changes only together with a higher version.
            Default: ECDSA.
            """)
        @Nullable KeyAlgorithm algorithm,
    @JsonPropertyDescription(
            """
            The key's size in bits. ECDSA: 256 (P-256), 384 (P-384) or 521 (P-521). RSA: 2048, 3072
            or 4096. Changes only together with a higher version. Default: 256 for ECDSA, 2048 for
            RSA.
            """)
        @Nullable Integer size,
    @JsonPropertyDescription(
            """
            The Secret in the operator's namespace that holds the key. One that is there already must
            carry the label nodecert.dev/allow-read: "true"; its key is adopted and its account
            found. Such a Secret is never written: when its key is rolled over, the new one is in a
            Secret of that name with -rollover at its end. Immutable. Default: acme-, metadata.name
            and a hash of the directory, joined by '-'.
            """)
        @Size(max = 240)
        @Nullable String secretName,
    @JsonPropertyDescription(
            """
            The key's version, which can only grow. A higher one rolls the key over: a new key is
            made, and the CA is told that the account has it from now on (RFC 8555 section 7.3.5).
            status.keyVersion says which one is in use. Default: 1.
            """)
        @Min(1)
        @Max(Integer.MAX_VALUE)
        @Nullable Integer version) {}
