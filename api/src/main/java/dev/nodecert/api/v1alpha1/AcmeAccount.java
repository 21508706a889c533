package dev.nodecert.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** An account at an ACME CA; cluster-scoped, made by the cluster's admin. */
@Group("nodecert.dev")
@Version("v1alpha1")
@Kind("AcmeAccount")
@ShortNames("acct")
@Categories("nodecert")
@JsonClassDescription(
    """
    AcmeAccount is an account (RFC 8555 section 7.1.2) at an ACME CA, made by the cluster's admin.
    It says who may order certificates by it. Its Secrets and ConfigMaps are those of the operator's
    namespace.
    """)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "metadata.name must have at most 63 characters, for it is the value of a label:"
            + " choose a shorter name")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Directory", jsonPath = ".spec.directory")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Account URL", jsonPath = ".status.accountURL", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
public class AcmeAccount extends CustomResource<AcmeAccountSpec, AcmeAccountStatus> {}
