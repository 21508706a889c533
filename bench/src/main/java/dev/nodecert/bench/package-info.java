/**
 * What NodeCert costs, as {@link dev.nodecert.bench.Figure figures}. A {@link
 * dev.nodecert.bench.FigureGroup} measures some that belong together, in a {@link
 * dev.nodecert.bench.lab.Lab} of its own; {@link dev.nodecert.bench.Bench} lists the groups.
 */
@NullMarked
package dev.nodecert.bench;

import org.jspecify.annotations.NullMarked;
