/** Kubernetes Events about our objects. Uses the Kubernetes client. */
@NullMarked
package dev.nodecert.operator.event;

import org.jspecify.annotations.NullMarked;
