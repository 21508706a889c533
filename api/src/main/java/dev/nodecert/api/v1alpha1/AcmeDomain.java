package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * A domain name of the certificate, and how its control is proven.
 *
 * <p>Each rule looks at one mistake and lets the others pass, so that a mistake gets one message.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!self.domain.matches(r'^\\*\\.[^*]*$') || (has(self.pluginRef) && self.pluginRef.name !="
            + " 'standalone')",
    fieldPath = ".domain",
    message =
        "domain must not be a wildcard without a plugin, for that needs dns-01: set pluginRef to an"
            + " AcmePlugin of another type than Standalone, or list each host name instead")
@ValidationRule(
    value =
        "!has(self.pluginRef) || self.pluginRef.name == 'standalone' || size(self.domain) <="
            + " (self.domain.startsWith('*.') ? 239 : 237)",
    fieldPath = ".domain",
    message =
        "domain must have at most 237 characters besides '*.' where a plugin writes the record"
            + " _acme-challenge before it, for no DNS name is longer than 253: choose a shorter name")
@ValidationRule(
    value = "!has(self.alias) || (has(self.pluginRef) && self.pluginRef.name != 'standalone')",
    fieldPath = ".alias",
    message =
        "alias says where pluginRef writes the record: set pluginRef to an AcmePlugin of another"
            + " type than Standalone")
@ValidationRule(
    value = "!has(self.alias) || !has(self.challengeRecord)",
    fieldPath = ".alias",
    message = "alias and challengeRecord exclude each other: remove one of them")
@ValidationRule(
    value =
        "!has(self.challengeRecord) || (has(self.pluginRef) && self.pluginRef.name !="
            + " 'standalone')",
    fieldPath = ".challengeRecord",
    message =
        "challengeRecord says where pluginRef writes the record: set pluginRef to an AcmePlugin of"
            + " another type than Standalone")
@ValidationRule(
    value = "!has(self.alias) || self.alias.matches(r'" + Syntax.DNS_NAME + "')",
    fieldPath = ".alias",
    message =
        "alias must be a domain name in lower case, without wildcard or trailing dot (RFC 1035"
            + " section 2.3.1), for example validation.example.org")
@ValidationRule(
    value = "!has(self.alias) || self.alias.matches('^$|[.]')",
    fieldPath = ".alias",
    message = "alias must be a whole domain name: write validation.example.org, not validation")
@ValidationRule(
    value = "!has(self.alias) || !self.alias.startsWith('_acme-challenge.')",
    fieldPath = ".alias",
    message =
        "alias is written without _acme-challenge, which is put before it: remove that, or set"
            + " challengeRecord to an exact name")
@ValidationRule(
    value =
        "!has(self.challengeRecord) || self.challengeRecord.matches(r'" + Syntax.DNS_NAME + "')",
    fieldPath = ".challengeRecord",
    message =
        "challengeRecord must be the exact name of a record in lower case, without wildcard or"
            + " trailing dot (RFC 1035 section 2.3.1), for example 8e57.auth.example.org")
@ValidationRule(
    value = "!has(self.challengeRecord) || self.challengeRecord.matches('^$|[.]')",
    fieldPath = ".challengeRecord",
    message =
        "challengeRecord must be the record's whole name, which is fulldomain in acme-dns's answer,"
            + " not subdomain: write 8e57.auth.example.org, not 8e57")
@ValidationRule(
    value =
        "!self.domain.matches(r'^[0-9.]+$') &&"
            + " !self.domain.matches(r'^\\[?[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*\\]?$')",
    fieldPath = ".domain",
    message = "domain must be a host name, not an IP address: write for example pve1.example.com")
@ValidationRule(
    value = "!self.domain.matches('[A-Z]')",
    fieldPath = ".domain",
    messageExpression = "'domain must be in lower case: write ' + self.domain.lowerAscii()",
    message = "domain must be in lower case")
@ValidationRule(
    value = "!self.domain.matches(r'[^\\x00-\\x7F]')",
    fieldPath = ".domain",
    message =
        "domain must be in ASCII: write an internationalized name as A-labels (RFC 5890), for"
            + " example xn--bcher-kva.example instead of b\u00fccher.example")
@ValidationRule(
    value = "!self.domain.endsWith('.')",
    fieldPath = ".domain",
    message = "domain must not end with a dot: write pve1.example.com, not pve1.example.com.")
@ValidationRule(
    value = "self.domain.matches('^$|[.:*]')",
    fieldPath = ".domain",
    message =
        "domain must have at least two labels, for no CA certifies a bare host name: write"
            + " pve1.example.com, not pve1")
@ValidationRule(
    value =
        """
        self.domain.matches(r'[^\\x00-\\x7F]|^[^.]*:[^.]*:') ||
        self.domain.matches(r'^(\\*\\.)?[0-9A-Za-z]([-0-9A-Za-z]{0,61}[0-9A-Za-z])?(\\.[0-9A-Za-z]([-0-9A-Za-z]{0,61}[0-9A-Za-z])?)*\\.?$')
        """,
    fieldPath = ".domain",
    message =
        "domain must be labels joined by dots (RFC 1035 section 2.3.1): each of 1 to 63 letters,"
            + " digits and '-', beginning and ending with a letter or digit, but for a first label"
            + " that is '*'; no underscore, port or path")
public record AcmeDomain(
    @JsonPropertyDescription(
            """
            The domain name: labels of lower case letters, digits and '-' joined by dots (RFC 1035
            section 2.3.1), at least two of them, 253 characters at most; an internationalized name
            as A-labels (xn--…, RFC 5890). With a plugin that proves by dns-01 the first label may
            be '*'. Example: pve1.example.com.
            """)
        @Required
        @Size(max = 253)
        String domain,
    @JsonPropertyDescription(
            """
            The AcmePlugin that proves the domain. Its spec.allow must list this namespace, and the
            zone of the record that it writes. Default: standalone, which proves by http-01 (RFC
            8555 section 8.3) through the node's proxy.
            """)
        @Nullable PluginReference pluginRef,
    @JsonPropertyDescription(
            """
            The domain in whose place the record is written: as _acme-challenge.<alias>, to which
            _acme-challenge.<domain> must be a CNAME, without the domain's '*.'. Example:
            validation.example.org.
            """)
        @Size(max = 237)
        @Nullable String alias,
    @JsonPropertyDescription(
            """
            The exact name of the record that is written, to which _acme-challenge.<domain> must be
            a CNAME, without the domain's '*.'; fulldomain in what acme-dns gives out. Default: what
            a CNAME at _acme-challenge.<domain> leads to, else that name. Example:
            8e57.auth.example.org.
            """)
        @Size(max = 253)
        @Nullable String challengeRecord) {}
