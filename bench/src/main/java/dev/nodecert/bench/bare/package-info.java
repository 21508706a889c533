/** The reference: the same orders by a plain acme4j loop, with no Kubernetes. */
@NullMarked
package dev.nodecert.bench.bare;

import org.jspecify.annotations.NullMarked;
