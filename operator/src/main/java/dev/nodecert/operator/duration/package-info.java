/** Durations as specs have them. Pure; uses nothing of ours. */
@NullMarked
package dev.nodecert.operator.duration;

import org.jspecify.annotations.NullMarked;
