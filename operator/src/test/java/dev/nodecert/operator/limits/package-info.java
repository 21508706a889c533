/** Tests of the limits. */
@NullMarked
package dev.nodecert.operator.limits;

import org.jspecify.annotations.NullMarked;
