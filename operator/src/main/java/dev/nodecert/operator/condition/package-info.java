/** Conditions by the Kubernetes API conventions and kstatus. Pure; uses {@code api}. */
@NullMarked
package dev.nodecert.operator.condition;

import org.jspecify.annotations.NullMarked;
