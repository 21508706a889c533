package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where a served certificate is looked at. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.serverName) || self.serverName.matches(r'^" + Syntax.HOST + "$')",
    fieldPath = ".serverName",
    message =
        "serverName must be a host name in lower case without wildcard, one that the certificate is"
            + " for, for example pve1.example.com")
public record ProxyProbe(
    @JsonPropertyDescription("The Service, in this namespace, whose endpoints are asked.") @Required
        ServicePortReference serviceRef,
    @JsonPropertyDescription(
            """
            The name that is asked for (RFC 6066 section 3); one that the certificate is for.
            Default: the first of its DNS names that is no wildcard.
            """)
        @Size(min = 1, max = 253)
        @Nullable String serverName) {}
