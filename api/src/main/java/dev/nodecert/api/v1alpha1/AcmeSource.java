package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A certificate ordered from an ACME CA. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.domains) || has(self.ipAddresses)",
    fieldPath = ".domains",
    message =
        "domains must be set, unless ipAddresses is: list at least one name that the certificate is"
            + " for")
@ValidationRule(
    value =
        "!has(self.domains) || !has(self.ipAddresses) || size(self.domains) +"
            + " size(self.ipAddresses) <= 100",
    fieldPath = ".ipAddresses",
    message =
        "ipAddresses and domains must be at most 100 together: make a second NodeCertificate for the"
            + " rest")
@ValidationRule(
    value = Syntax.ADDRESSES_RULE,
    fieldPath = ".ipAddresses",
    message = Syntax.ADDRESSES_MESSAGE)
@ValidationRule(
    value = Syntax.CANONICAL_ADDRESSES_RULE,
    fieldPath = ".ipAddresses",
    message = Syntax.CANONICAL_ADDRESSES_MESSAGE)
public record AcmeSource(
    @JsonPropertyDescription(
            """
            The AcmeAccount that orders. Its spec.allow must list this namespace and each domain.
            """)
        @Required
        AccountReference accountRef,
    @JsonPropertyDescription(
            """
            The domain names of the certificate, 1 to 100, each once. They become its subject
            alternative names (RFC 5280 section 4.2.1.6); it has no common name. Required unless
            ipAddresses is set.
            """)
        @Size(min = 1, max = 100)
        List<AcmeDomain> domains,
    @JsonPropertyDescription(
            """
            The IP addresses of the certificate (RFC 8738), each once, as RFC 5952 writes them. Each
            is proven by http-01 at that address, port 80, and never by a plugin. The account's
            spec.allow must list them, and not every CA or profile takes them. Example: 192.0.2.7.
            """)
        @Size(min = 1, max = 100)
        List<@Size(max = 39) String> ipAddresses,
    @JsonPropertyDescription(
            """
            The certificate profile, one of status.profiles of the AcmeAccount
            (draft-ietf-acme-profiles). Default: the CA's own choice. Example: shortlived.
            """)
        @Size(min = 1, max = 128)
        @Nullable String profile,
    @JsonPropertyDescription(
            """
            Of the chains that the CA offers for a certificate, the one that ends at an issuer of
            this common name (RFC 8555 section 7.4.2); the CA's default chain where it offers none.
            A change takes effect with the next certificate. Example: ISRG Root X2.
            """)
        @Size(min = 1, max = 64)
        @Nullable String preferredChain) {
  public AcmeSource {
    domains = domains == null ? List.of() : List.copyOf(domains);
    ipAddresses = ipAddresses == null ? List.of() : List.copyOf(ipAddresses);
  }
}
