/**
 * How informers keep little of what they see, and lose none of it. Uses the Kubernetes client, the
 * operator SDK and {@code api}.
 */
@NullMarked
package dev.nodecert.operator.informer;

import org.jspecify.annotations.NullMarked;
