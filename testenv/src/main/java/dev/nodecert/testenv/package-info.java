/**
 * The real servers that tests, benchmarks and the demo run against: a Kubernetes API server with
 * its controllers, Pebble, the ACME CA for tests, and the DNS servers BIND and PowerDNS. Everything
 * listens on loopback addresses only, or in network namespaces of its own where pods run, and ends
 * with the JVM, even when that is killed.
 *
 * <p>A test says {@link dev.nodecert.testenv.TestEnvironment @TestEnvironment} and takes what it
 * needs as constructor or method parameters; other programs call {@code start} of {@link
 * dev.nodecert.testenv.Cluster} and {@link dev.nodecert.testenv.Pebble}.
 */
@NullMarked
package dev.nodecert.testenv;

import org.jspecify.annotations.NullMarked;
