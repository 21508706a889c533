package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Who may use an account, and for which names. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = Syntax.NAMESPACES_RULE,
    fieldPath = ".namespaces",
    message = Syntax.NAMESPACES_MESSAGE)
@ValidationRule(
    value = "!has(self.domains) || self.domains.all(d, !d.startsWith('.') && !d.startsWith('*'))",
    fieldPath = ".domains",
    message =
        "domains are suffixes: write example.com, which grants that name and all names below it,"
            + " without a leading '.' or '*.'")
@ValidationRule(
    value =
        "!has(self.domains) || self.domains.all(d, d.matches(r'^[*.]*[0-9a-z]([-0-9a-z]{0,61}[0-9a-z])?(\\.[0-9a-z]([-0-9a-z]{0,61}[0-9a-z])?)*$'))",
    fieldPath = ".domains",
    message =
        "domains must be domain names in lower case: labels of 1 to 63 letters, digits and '-'"
            + " joined by dots (RFC 1035 section 2.3.1), an internationalized name as A-labels"
            + " (xn--\u2026)")
@ValidationRule(
    value = "!has(self.ipAddresses) || self.ipAddresses.all(r, isCIDR(r))",
    fieldPath = ".ipAddresses",
    message =
        "ipAddresses must be ranges in CIDR notation, for example 192.0.2.0/24; a single address is"
            + " 192.0.2.7/32 or 2001:db8::7/128")
@ValidationRule(
    value =
        "!has(self.ipAddresses) || self.ipAddresses.all(r, !isCIDR(r) || cidr(r) =="
            + " cidr(r).masked())",
    fieldPath = ".ipAddresses",
    message =
        "ipAddresses must have no bits beyond their prefix: write 192.0.2.0/24, not 192.0.2.7/24")
public record AccountGrant(
    @JsonPropertyDescription(
            """
            The namespaces whose NodeCertificates may use the account, by name, 1 to 50; or exactly
            ["*"] for all namespaces. Example: proxy.
            """)
        @Required
        @Size(min = 1, max = 50)
        List<@Size(max = 63) String> namespaces,
    @JsonPropertyDescription(
            """
            The domains that they may order certificates for, 1 to 30: each grants its own name and
            all names below it, wildcards included. Default: any domain, and none where ipAddresses
            is set. Example: example.com, which grants pve1.example.com too, but not myexample.com.
            """)
        @Size(min = 1, max = 30)
        List<@Size(max = 253) String> domains,
    @JsonPropertyDescription(
            """
            The IP addresses that they may order certificates for, 1 to 30 ranges in CIDR notation.
            Default: any address, and none where domains is set. Example: 192.0.2.0/24.
            """)
        @Size(min = 1, max = 30)
        List<@Size(max = 43) String> ipAddresses) {
  public AccountGrant {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    domains = domains == null ? List.of() : List.copyOf(domains);
    ipAddresses = ipAddresses == null ? List.of() : List.copyOf(ipAddresses);
  }
}
