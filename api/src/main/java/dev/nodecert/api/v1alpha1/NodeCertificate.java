package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** The certificate of one node, kept in the Secret that the node's proxy mounts. */
@Group("nodecert.dev")
@Version("v1alpha1")
@Kind("NodeCertificate")
@ShortNames("ncert")
@Categories("nodecert")
@JsonClassDescription(
    """
    NodeCertificate is the certificate of one node, kept fresh in a Secret of this namespace that
    the node's proxy mounts.
    """)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "metadata.name must have at most 63 characters, for it is the value of a label:"
            + " choose a shorter name")
@ValidationRule(
    value =
        "has(self.spec.nodeName) || self.metadata.name.matches(r'"
            + Syntax.LABEL
            + "') || size(self.metadata.name) > 63",
    fieldPath = ".spec.nodeName",
    message =
        "nodeName must be set, for metadata.name is no RFC 1123 label that could serve instead: set"
            + " it to the machine's name, for example pve1")
@AdditionalPrinterColumn(name = "Node", jsonPath = ".spec.nodeName")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Source", jsonPath = ".status.certificate.source")
@AdditionalPrinterColumn(name = "Issuer", jsonPath = ".status.certificate.issuer")
@AdditionalPrinterColumn(name = "Expires", jsonPath = ".status.certificate.notAfter")
@AdditionalPrinterColumn(name = "Renewal", jsonPath = ".status.renewal.at")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Secret", jsonPath = ".spec.secretName", priority = 1)
@AdditionalPrinterColumn(
    name = "Served",
    jsonPath = ".status.conditions[?(@.type==\"Served\")].status",
    priority = 1)
@AdditionalPrinterColumn(name = "Subject", jsonPath = ".status.certificate.subject", priority = 1)
@AdditionalPrinterColumn(name = "Serial", jsonPath = ".status.certificate.serial", priority = 1)
@AdditionalPrinterColumn(
    name = "Fingerprint",
    jsonPath = ".status.certificate.fingerprint",
    priority = 1)
@AdditionalPrinterColumn(name = "Since", jsonPath = ".status.certificate.notBefore", priority = 1)
@AdditionalPrinterColumn(
    name = "Key",
    jsonPath = ".status.certificate.publicKey.algorithm",
    priority = 1)
@AdditionalPrinterColumn(
    name = "Bits",
    jsonPath = ".status.certificate.publicKey.size",
    priority = 1)
@AdditionalPrinterColumn(name = "SANs", jsonPath = ".status.certificate.sans", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
public class NodeCertificate extends CustomResource<NodeCertificateSpec, NodeCertificateStatus>
    implements Namespaced {}
