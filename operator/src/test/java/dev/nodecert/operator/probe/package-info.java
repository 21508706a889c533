/** Tests of the probe, and the servers that it looks at. */
@NullMarked
package dev.nodecert.operator.probe;

import org.jspecify.annotations.NullMarked;
