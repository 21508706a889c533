/** Tests of the refresh. */
@NullMarked
package dev.nodecert.operator.refresh;

import org.jspecify.annotations.NullMarked;
