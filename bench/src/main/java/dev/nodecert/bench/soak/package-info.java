/**
 * Certificates of a few minutes for as long as one likes, under random faults: what a longer life
 * would do to the operator. {@link dev.nodecert.bench.soak.Soak} is where it begins.
 */
@NullMarked
package dev.nodecert.bench.soak;

import org.jspecify.annotations.NullMarked;
