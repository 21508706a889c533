/**
 * The AcmePlugin: a way to prove domains, whom it serves, and what its provider needs to know.
 * Opened by {@link dev.nodecert.operator.plugin.AcmePluginReconciler}, which says whether a plugin
 * can be used, and {@link dev.nodecert.operator.plugin.DnsProviders}, which uses it. Uses {@code
 * challenge.dns01}, {@code dns}, {@code dnsapi}, {@code secret}, {@code condition}, {@code status},
 * {@code informer}, {@code metrics}, {@code duration}, {@code grant}.
 */
@NullMarked
package dev.nodecert.operator.plugin;

import org.jspecify.annotations.NullMarked;
