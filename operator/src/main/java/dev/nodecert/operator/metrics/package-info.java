/** What the operator tells Prometheus. Uses Micrometer; knows the SDK's and the CA's hooks. */
@NullMarked
package dev.nodecert.operator.metrics;

import org.jspecify.annotations.NullMarked;
