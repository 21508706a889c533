/** How informers keep little of what they see. Uses the Kubernetes client and {@code api}. */
@NullMarked
package dev.nodecert.operator.informer;

import org.jspecify.annotations.NullMarked;
