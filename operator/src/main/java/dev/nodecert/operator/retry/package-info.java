/** When something that failed is tried again. Pure; uses {@code api}. */
@NullMarked
package dev.nodecert.operator.retry;

import org.jspecify.annotations.NullMarked;
