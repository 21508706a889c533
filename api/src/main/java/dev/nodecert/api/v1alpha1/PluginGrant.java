package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Who may use a plugin, and in which zones. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = Syntax.NAMESPACES_RULE,
    fieldPath = ".namespaces",
    message = Syntax.NAMESPACES_MESSAGE)
@ValidationRule(
    value = "!has(self.zones) || self.zones.all(z, z.matches(r'" + Syntax.DNS_NAME + "'))",
    fieldPath = ".zones",
    message =
        "zones are suffixes of the record that is written: write example.com, in lower case and"
            + " without a leading or trailing '.' or '*.', an internationalized name as A-labels"
            + " (xn--\u2026)")
public record PluginGrant(
    @JsonPropertyDescription(
            """
            The namespaces whose NodeCertificates may use the plugin, by name, 1 to 50; or exactly
            ["*"] for all namespaces. Example: proxy.
            """)
        @Required
        @Size(min = 1, max = 50)
        List<@Size(max = 63) String> namespaces,
    @JsonPropertyDescription(
            """
            The zones in which records may be written for them, 1 to 30: each grants its own name
            and all names below it. What counts is the record that is really written, after alias,
            challengeRecord or CNAME. Default: any zone. Example: example.com, which grants
            _acme-challenge.pve1.example.com, but not _acme-challenge.myexample.com.
            """)
        @Size(min = 1, max = 30)
        List<@Size(max = 253) String> zones) {
  public PluginGrant {
    namespaces = namespaces == null ? List.of() : List.copyOf(namespaces);
    zones = zones == null ? List.of() : List.copyOf(zones);
  }
}
