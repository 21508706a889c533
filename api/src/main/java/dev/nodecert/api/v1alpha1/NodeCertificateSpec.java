package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** What a NodeCertificate should be: the certificate of one node, and where it comes from. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonClassDescription("What the certificate should be: whose it is, and where it comes from.")
@ValidationRule(
    value = "!has(self.nodeName) || self.nodeName.matches(r'" + Syntax.LABEL + "')",
    fieldPath = ".nodeName",
    message =
        "nodeName must be an RFC 1123 label: lower case letters, digits and '-', beginning and"
            + " ending with a letter or digit, for example pve1")
@ValidationRule(
    value = "!has(self.secretName) || self.secretName.matches(r'" + Syntax.SUBDOMAIN + "')",
    fieldPath = ".secretName",
    message =
        "secretName must be a Secret's name: an RFC 1123 subdomain of lower case letters, digits,"
            + " '-' and '.', for example pve1-tls")
@ValidationRule(
    value = "(has(self.source) && self.source == 'ACME') == has(self.acme)",
    fieldPath = ".acme",
    message = "acme must be set when source is ACME, and only then: say the account and domains")
@ValidationRule(
    value = "(has(self.source) && self.source == 'Custom') == has(self.custom)",
    fieldPath = ".custom",
    message = "custom must be set when source is Custom, and only then: say the Secret")
@ValidationRule(
    value =
        "!has(self.clusterCA) || !has(self.source) || self.source == 'ClusterCA' ||"
            + " !has(self.fallback) || self.fallback != 'None'",
    fieldPath = ".clusterCA",
    message =
        "clusterCA says what a certificate of the cluster CA is for, and there is none where source"
            + " is another and fallback is None: remove it, or set fallback to UntilIssued or Always")
@ValidationRule(
    value =
        "!has(self.fallback) || self.fallback == 'UntilIssued' || (has(self.source) && self.source"
            + " != 'ClusterCA')",
    fieldPath = ".fallback",
    message =
        "fallback is for source ACME and Custom, for what the cluster CA signs needs none: remove it")
@ValidationRule(
    value =
        "!has(self.custom) || !has(self.secretName) || self.custom.secretRef.name !="
            + " self.secretName",
    fieldPath = ".custom.secretRef.name",
    message =
        "custom.secretRef must be another Secret than secretName, which is written by the operator:"
            + " choose another name for one of them")
public record NodeCertificateSpec(
    @JsonPropertyDescription(
            """
            The machine's name, a free RFC 1123 label of at most 63 characters; no Kubernetes Node
            of that name is needed. Default: metadata.name. Example: pve1.
            """)
        @Size(max = 63)
        @Nullable String nodeName,
    @JsonPropertyDescription(
            """
            The Secret of type kubernetes.io/tls in this namespace that holds the certificate and
            its private key. Changing it writes the new Secret and releases the old one, without a
            new order. Default: metadata.name with -tls appended. Example: pve1-tls.
            """)
        @Size(max = 253)
        @Nullable String secretName,
    @JsonPropertyDescription(
            """
            Where the certificate comes from; the member of that name says the rest. ACME: ordered
            from an ACME CA (RFC 8555), as acme says. Custom: uploaded into a Secret, as custom
            says. ClusterCA: signed by the operator's own CA. Default: ClusterCA.
            """)
        @Nullable CertificateSource source,
    @JsonPropertyDescription("The order at an ACME CA. Required when source is ACME.")
        @Nullable AcmeSource acme,
    @JsonPropertyDescription("The uploaded certificate. Required when source is Custom.")
        @Nullable CustomSource custom,
    @JsonPropertyDescription(
            """
            What a certificate of the cluster CA is for, besides the node's own names; as source, and
            as fallback.
            """)
        @Nullable ClusterCASource clusterCA,
    @JsonPropertyDescription(
            """
            When a certificate of the cluster CA stands in for the one of source ACME or Custom, so
            that the proxy can start. None: never. UntilIssued: until the first one is in. Always:
            whenever there is none in date. Default: UntilIssued.
            """)
        @Nullable Fallback fallback,
    @JsonPropertyDescription("The certificate's private key. Default: ECDSA P-256.")
        @Nullable CertificatePrivateKey privateKey,
    @JsonPropertyDescription("When the certificate is renewed.") @Nullable RenewalPolicy renewal,
    @JsonPropertyDescription(
            """
            When certificates are revoked; by default never, for one that is no longer used expires.
            The annotation nodecert.dev/revoke: <serial>/<reason> revokes the current one at once.
            """)
        @Nullable RevocationPolicy revocation,
    @JsonPropertyDescription(
            """
            Labels and annotations that the Secret gets, for instance for a tool that restarts pods.
            """)
        @Nullable SecretTemplate secretTemplate,
    @JsonPropertyDescription("What the Secret holds besides tls.crt and tls.key.")
        @Nullable CertificateOutputs outputs,
    @JsonPropertyDescription("What is done at the proxy that mounts the Secret.")
        @Nullable ProxyPolicy proxy,
    @JsonPropertyDescription(
            """
            What becomes of the Secret when this NodeCertificate is deleted. Retain: it stays, so
            that no prune takes a serving certificate away. Delete: it goes with the
            NodeCertificate, by an owner reference. Default: Retain.
            """)
        @Nullable DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            """
            While true, nothing is ordered and nothing but this status is written: for a standby
            cluster on the same Git repository. Default: false.
            """)
        @Nullable Boolean suspend) {}
