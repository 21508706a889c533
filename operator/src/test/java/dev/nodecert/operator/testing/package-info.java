/**
 * The operator for integration tests: one a JVM, against the real servers of the test environment.
 */
@NullMarked
package dev.nodecert.operator.testing;

import org.jspecify.annotations.NullMarked;
