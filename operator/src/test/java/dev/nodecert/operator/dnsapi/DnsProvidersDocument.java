package dev.nodecert.operator.dnsapi;

import dev.nodecert.operator.dnsapi.DnsApiTraits.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docs/dns-providers.md}, from the catalogue. */
final class DnsProvidersDocument {

  private final List<DnsApi> apis;

  DnsProvidersDocument(List<DnsApi> apis) {
    this.apis = apis;
  }

  String text() {
    return head() + apis.stream().map(DnsProvidersDocument::line).collect(Collectors.joining());
  }

  private String head() {
    return """
    <!-- Generated from acme.sh's scripts and operator/src/main/resources/dev/nodecert/operator/dnsapi/overlay.yaml by
         `make dns-providers`: change the latter instead. -->
    # DNS providers

    Every one of acme.sh's %d dnsapi scripts can prove domains: its name is `spec.acmeSh.api` of an AcmePlugin, its variables are
    entries of the Secret that `credentialsSecretRef` names, or `settings` where they are not secret. What is *file* goes under
    `files`. The table is of acme.sh 3.1.5; whatever version the operator is given, it offers the scripts that are there.

    - **needs**: the variables that must be set; where there are several ways, any of them. A hint, not a rule: a script's header is
      written by hand. NodeCert warns of what is missing and runs the script all the same.
    - **unsafe**: runs only with `--allow-unsafe-dnsapi`, since it would run programs, beside all scripts, at the word of whoever
      writes the plugin's settings. Where it says "without" or "with", only then.
    - **one at a time**: changes of the same name (or zone) follow one another, because the provider, or the script, replaces all
      values at once.
    - **program**: needs a program that has to be in the image.

    In a pod the scripts run in a container of their own, which has no service-account token and no account key: `--role=dnsapi
    --dnsapi-socket=/run/nodecert/dnsapi.sock`, with the same `--dnsapi-socket` at the operator, and `--acme-sh-home` at both where
    acme.sh is not in `/usr/share/acme.sh`. `--max-dnsapi-scripts`, `--dnsapi-path` and `--dnsapi-curl-config` are that container's,
    `--allow-unsafe-dnsapi` is the operator's. [Why, and what it does not protect from](decisions/0022-scripts-run-in-a-container-of-their-own.md).

    | api | provider | needs | optional | notes |
    |---|---|---|---|---|
    """
        .formatted(apis.size());
  }

  private static String line(DnsApi api) {
    return "| [%s](%s) | [%s](%s) | %s | %s | %s |%n"
        .formatted(
            api.name(),
            api.docs(),
            cell(api.title()),
            api.site(),
            needs(api),
            optional(api),
            notes(api));
  }

  private static String needs(DnsApi api) {
    return api.alternatives().stream()
        .map(names -> variables(api, names))
        .collect(Collectors.joining(" *or* "));
  }

  private static String optional(DnsApi api) {
    var needed = api.alternatives().stream().flatMap(List::stream).collect(Collectors.toSet());
    return variables(
        api,
        api.options().stream()
            .map(DnsApiOption::name)
            .filter(option -> !needed.contains(option))
            .toList());
  }

  private static String variables(DnsApi api, List<String> names) {
    return names.stream().map(name -> variable(api, name)).collect(Collectors.joining(", "));
  }

  private static String variable(DnsApi api, String name) {
    boolean file = api.option(name).filter(it -> it.is(DnsApiOption.Trait.FILE)).isPresent();
    return "`" + name + "`" + (file ? " *(file)*" : "");
  }

  private static String notes(DnsApi api) {
    var notes = new ArrayList<String>();
    api.traits().dangers().forEach(danger -> notes.add(danger(danger)));
    var traits = api.traits();
    if (!traits.has(Trait.SHARES_RECORD_SETS)) {
      notes.add("one at a time" + (traits.has(Trait.MERGES_ZONES) ? " in a zone" : ""));
    }
    traits.programs().forEach(program -> notes.add("program `" + program + "`"));
    return String.join("; ", notes);
  }

  private static String danger(Danger danger) {
    return "**unsafe**%s%s: %s"
        .formatted(
            condition(" with ", danger.when(), " or "),
            condition(" without ", danger.unless(), " and "),
            cell(danger.reason()));
  }

  private static String condition(String word, Set<String> names, String and) {
    return names.isEmpty()
        ? ""
        : names.stream().sorted().map("`%s`"::formatted).collect(Collectors.joining(and, word, ""));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}
