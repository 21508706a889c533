/**
 * acme.sh's dnsapi scripts, as data and as processes. Opened by {@link
 * dev.nodecert.operator.dnsapi.DnsApis}, the catalogue of an installation with what may be set, and
 * {@link dev.nodecert.operator.dnsapi.ScriptRunner}, which lets one script add or remove one
 * record: {@link dev.nodecert.operator.dnsapi.LocalScriptRunner} does it beside this process, and
 * {@code dnsapi.remote} in another container. Uses {@code text}, Jackson for what we know better
 * than a script's header, bash, GNU sed, curl, openssl and {@code /proc} for its processes, and
 * nothing of Kubernetes.
 */
@NullMarked
package dev.nodecert.operator.dnsapi;

import org.jspecify.annotations.NullMarked;
