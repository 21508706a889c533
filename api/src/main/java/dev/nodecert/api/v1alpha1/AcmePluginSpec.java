package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an AcmePlugin should be: a way to prove domains, and for whom. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("How domains are proven, and for whom.")
@ValidationRule(
    value = "(self.type == 'AcmeSh') == has(self.acmeSh)",
    fieldPath = ".acmeSh",
    message = "acmeSh must be set when type is AcmeSh, and only then: say the api")
@ValidationRule(
    value = "(self.type == 'RFC2136') == has(self.rfc2136)",
    fieldPath = ".rfc2136",
    message = "rfc2136 must be set when type is RFC2136, and only then: say the server")
@ValidationRule(
    value = "self.type != 'Standalone' || !has(self.validationDelay)",
    fieldPath = ".validationDelay",
    message =
        "validationDelay has no meaning when type is Standalone, which writes no record: remove it")
@ValidationRule(
    value = "self.type != 'Standalone' || !has(self.propagation)",
    fieldPath = ".propagation",
    message =
        "propagation has no meaning when type is Standalone, which writes no record: remove it")
@ValidationRule(
    value = "self.type != 'Standalone' || self.allow.all(g, !has(g.zones))",
    fieldPath = ".allow",
    message =
        "allow of a plugin of type Standalone has no zones, for no record is written: remove zones;"
            + " the domains are the AcmeAccount's matter")
@ValidationRule(
    value =
        "!has(self.validationDelay) || !self.validationDelay.matches('"
            + Syntax.DURATION
            + "') || (!self.validationDelay.matches('"
            + Syntax.TOO_MANY_HOURS
            + "') && duration(self.validationDelay) <= duration('48h'))",
    fieldPath = ".validationDelay",
    message = "validationDelay must be at most 48h")
@ValidationRule(
    value = "!has(self.nodes) || self.nodes.all(n, n.matches(r'" + Syntax.LABEL + "'))",
    fieldPath = ".nodes",
    message = "nodes must be names of nodes as in nodeName: RFC 1123 labels, for example pve1")
public record AcmePluginSpec(
    @JsonPropertyDescription(
            """
            How domains are proven; the member of that name says the rest. Standalone: by http-01
            through the node's proxy. AcmeSh: by dns-01, with one of acme.sh's dnsapi scripts.
            RFC2136: by dns-01, with dynamic updates.
            """)
        @Required
        PluginType type,
    @JsonPropertyDescription(
            "The dnsapi script that writes the records. Required when type is AcmeSh.")
        @Nullable AcmeShProvider acmeSh,
    @JsonPropertyDescription(
            "The name server that takes dynamic updates. Required when type is RFC2136.")
        @Nullable RFC2136Provider rfc2136,
    @JsonPropertyDescription(
            """
            The least time between setting a record and telling the CA, at most 48h. It is seldom
            needed: the zone's own name servers are asked for the record in any case. Default: 0s.
            """)
        @Size(max = 32)
        @Pattern(Syntax.DURATION)
        @Nullable String validationDelay,
    @JsonPropertyDescription("How it is made sure that a record stands before the CA is told.")
        @Nullable PropagationPolicy propagation,
    @JsonPropertyDescription(
            "Whom the plugin serves, and in which zones, 1 to 50 entries: what none grants is"
                + " refused.")
        @Required
        @Size(min = 1, max = 50)
        List<PluginGrant> allow,
    @JsonPropertyDescription(
            """
            The nodes whose certificates may use the plugin, by nodeName, 1 to 100. Default: all.
            Example: pve1.
            """)
        @Size(min = 1, max = 100)
        List<@Size(max = 63) String> nodes,
    @JsonPropertyDescription(
            """
            While true, nothing is proven by the plugin; records that were set are still removed.
            Default: false.
            """)
        @Nullable Boolean disabled) {
  public AcmePluginSpec {
    allow = allow == null ? List.of() : List.copyOf(allow);
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
  }
}
