/** The one way to write a status. Uses the operator SDK. */
@NullMarked
package dev.nodecert.operator.status;

import org.jspecify.annotations.NullMarked;
