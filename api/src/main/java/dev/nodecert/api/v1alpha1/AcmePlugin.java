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

/** A way to prove domains; cluster-scoped, made by the cluster's admin. */
@Group("nodecert.dev")
@Version("v1alpha1")
@Kind("AcmePlugin")
@ShortNames("acmeplug")
@Categories("nodecert")
@JsonClassDescription(
    """
    AcmePlugin is a way to prove that one controls a domain, made by the cluster's admin. It says
    who may use it. Its Secrets are those of the operator's namespace.
    """)
@ValidationRule(
    value = "size(self.metadata.name) <= 63",
    message =
        "metadata.name must have at most 63 characters, for it is the value of a label:"
            + " choose a shorter name")
@ValidationRule(
    value = "self.metadata.name != 'standalone' || self.spec.type == 'Standalone'",
    fieldPath = ".spec.type",
    message =
        "type of the plugin named standalone must be Standalone, for it is what a domain without a"
            + " plugin is proven by: choose another name")
@AdditionalPrinterColumn(name = "Type", jsonPath = ".spec.type")
@AdditionalPrinterColumn(name = "API", jsonPath = ".spec.acmeSh.api")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(name = "Disabled", jsonPath = ".spec.disabled", priority = 1)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1)
public class AcmePlugin extends CustomResource<AcmePluginSpec, AcmePluginStatus> {}
