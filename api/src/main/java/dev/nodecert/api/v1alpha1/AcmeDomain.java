package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/**
 * A domain name of the certificate. Its control is proven by http-01 through the node's proxy.
 *
 * <p>Each rule looks at one mistake and lets the others pass, so that a mistake gets one message.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!self.domain.startsWith('*')",
    fieldPath = ".domain",
    message =
        "domain must not be a wildcard: that needs dns-01, which a domain without a plugin cannot"
            + " do; list each host name instead")
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
    value = "self.domain.matches('^$|[.:]')",
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
            + " digits and '-', beginning and ending with a letter or digit; no underscore, port or"
            + " path")
public record AcmeDomain(
    @JsonPropertyDescription(
            """
            The domain name: labels of lower case letters, digits and '-' joined by dots (RFC 1035
            section 2.3.1), at least two of them, 253 characters at most; an internationalized name
            as A-labels (xn--…, RFC 5890). Its control is proven by http-01 (RFC 8555 section 8.3)
            through the node's proxy. Example: pve1.example.com.
            """)
        @Required
        @Size(max = 253)
        String domain) {}
