/** The server for probes and metrics, apart from the one that faces the internet. */
@NullMarked
package dev.nodecert.operator.health;

import org.jspecify.annotations.NullMarked;
