package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a certificate of the cluster CA is for. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.dnsNames) || self.dnsNames.all(n, n.matches(r'^([*][.])?" + Syntax.HOST + "$'))",
    fieldPath = ".dnsNames",
    message =
        "dnsNames must be host names in lower case, the first label may be '*': for example"
            + " pve1.example.com; an address goes into ipAddresses")
@ValidationRule(
    value = "!has(self.dnsNames) || self.dnsNames.all(n, !n.matches('^[0-9.]+$'))",
    fieldPath = ".dnsNames",
    message = "dnsNames must not hold an IP address: list that in ipAddresses instead")
@ValidationRule(
    value = Syntax.ADDRESSES_RULE,
    fieldPath = ".ipAddresses",
    message = Syntax.ADDRESSES_MESSAGE)
@ValidationRule(
    value = Syntax.CANONICAL_ADDRESSES_RULE,
    fieldPath = ".ipAddresses",
    message = Syntax.CANONICAL_ADDRESSES_MESSAGE)
public record ClusterCASource(
    @JsonPropertyDescription(
            """
            DNS names besides localhost, the node's name and <nodeName>.<namespace>.svc, at most
            100. Names of other zones than <namespace>.svc must be granted to this namespace by the
            operator's configuration or by an AcmeAccount's spec.allow; one that is not is left out, and
            told.
            """)
        @Size(min = 1, max = 100)
        List<@Size(max = 253) String> dnsNames,
    @JsonPropertyDescription(
            """
            IP addresses besides 127.0.0.1 and ::1, at most 100, as RFC 5952 writes them; granted as
            names are. Example: 192.0.2.7.
            """)
        @Size(min = 1, max = 100)
        List<@Size(max = 39) String> ipAddresses) {
  public ClusterCASource {
    dnsNames = dnsNames == null ? List.of() : List.copyOf(dnsNames);
    ipAddresses = ipAddresses == null ? List.of() : List.copyOf(ipAddresses);
  }
}
