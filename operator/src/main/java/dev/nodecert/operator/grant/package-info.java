/**
 * How the lists of a grant are read, whatever it grants. Opened by {@link
 * dev.nodecert.operator.grant.GrantedNamespaces} and {@link
 * dev.nodecert.operator.grant.GrantedSuffixes}. Uses nothing.
 */
@NullMarked
package dev.nodecert.operator.grant;

import org.jspecify.annotations.NullMarked;
