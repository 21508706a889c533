/** Tests of the Helm charts, by Helm itself and at a real API server. */
@NullMarked
package dev.nodecert.helm;

import org.jspecify.annotations.NullMarked;
