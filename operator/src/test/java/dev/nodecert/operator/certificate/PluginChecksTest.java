package dev.nodecert.operator.certificate;

import static dev.nodecert.operator.certificate.Seen.aNewCertificate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user is told of the plugins that a spec names. */
class PluginChecksTest {

  private static final String RFC2136 =
      "{type: RFC2136, rfc2136: {server: ns1.example.com}, allow: [{namespaces: [proxy], zones: [example.com]}]}";
  private static final String STANDALONE = "{type: Standalone, allow: [{namespaces: [proxy]}]}";
  private static final String BY_DNS = "{domain: pve1.example.com, pluginRef: {name: dns}}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{domain: pve1.example.com}",
        "{domain: pve1.example.com, pluginRef: {name: standalone}}",
        BY_DNS,
        "{domain: '*.example.com', pluginRef: {name: dns}}",
        "{domain: pve1.example.net, pluginRef: {name: dns}, alias: val.example.com}",
        "{domain: pve1.example.net, pluginRef: {name: dns}, challengeRecord: example.com}",
      })
  void whatCanBeProvenIsNotRefused(String domain) {
    assertThat(PluginChecks.first(seen(domain).plugin("dns", RFC2136).observation())).isEmpty();
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refusal(
            seen(BY_DNS),
            "PluginNotFound",
            "There is no AcmePlugin dns, which pve1.example.com names. Make it, or name another one in"
                + " pluginRef."),
        refusal(
            seen(BY_DNS).plugin("dns", RFC2136.replace("[proxy]", "[other]")),
            "PluginNotAllowed",
            "AcmePlugin dns does not serve namespace proxy. Ask the cluster's admin to add it to the"
                + " plugin's spec.allow."),
        refusal(
            seen("{domain: pve1.example.com}")
                .plugin("standalone", STANDALONE.replace("[proxy]", "[other]")),
            "PluginNotAllowed",
            "AcmePlugin standalone does not serve namespace proxy. Ask the cluster's admin to add it"
                + " to the plugin's spec.allow."),
        refusal(
            seen(BY_DNS).plugin("dns", with(RFC2136, "nodes: [pve2, pve3]")),
            "NodeNotAllowed",
            "AcmePlugin dns is not for node pve1. Ask the cluster's admin to add it to the plugin's"
                + " spec.nodes, or correct nodeName."),
        refusal(
            seen(BY_DNS).plugin("dns", with(RFC2136, "disabled: true")),
            "PluginDisabled",
            "AcmePlugin dns is disabled. Ask the cluster's admin to set its spec.disabled to false, or"
                + " name another plugin for pve1.example.com."),
        refusal(
            seen(BY_DNS)
                .plugin(
                    "dns",
                    RFC2136,
                    "{conditions: [{type: Ready, status: 'False', reason: SecretNotFound},"
                        + " {type: Stalled, status: 'True', reason: SecretNotFound}]}"),
            "PluginNotReady",
            "AcmePlugin dns cannot be used: SecretNotFound. See kubectl describe acmeplugin dns."),
        refusal(
            seen("{domain: '*.example.com', pluginRef: {name: web}}").plugin("web", STANDALONE),
            "WildcardNeedsDNS",
            "*.example.com is a wildcard, which only dns-01 proves, and AcmePlugin web proves by"
                + " http-01. Name a plugin of another type than Standalone."),
        refusal(
            seen("{domain: pve1.example.com, pluginRef: {name: web}, alias: val.example.com}")
                .plugin("web", STANDALONE),
            "AliasNeedsDNS",
            "pve1.example.com has an alias or challengeRecord, and AcmePlugin web writes no record."
                + " Remove it, or name a plugin of another type than Standalone."),
        refusal(
            seen("{domain: pve1.example.com, pluginRef: {name: dns}, alias: val.example.org}")
                .plugin("dns", RFC2136),
            "ZoneNotAllowed",
            "AcmePlugin dns may not write _acme-challenge.val.example.org for namespace proxy, which"
                + " the proof of pve1.example.com needs. Ask the cluster's admin to add its zone to the"
                + " plugin's spec.allow."),
        refusal(
            seen("{domain: a.example.com, pluginRef: {name: dns}, challengeRecord: myexample.com}")
                .plugin("dns", RFC2136),
            "ZoneNotAllowed",
            "AcmePlugin dns may not write myexample.com for namespace proxy, which the proof of"
                + " a.example.com needs. Ask the cluster's admin to add its zone to the plugin's"
                + " spec.allow."));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatStandsInTheWayIsTold(Seen seen, Finding expected) {
    assertThat(PluginChecks.first(seen.observation())).contains(expected);
  }

  private static Arguments refusal(Seen seen, String reason, String message) {
    return argumentSet(message, seen, new Finding(reason, message));
  }

  private static Seen seen(String domain) {
    return aNewCertificate().domain(domain);
  }

  private static String with(String spec, String member) {
    return spec.substring(0, spec.length() - 1) + ", " + member + "}";
  }
}
