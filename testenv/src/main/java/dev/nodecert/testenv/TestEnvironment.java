package dev.nodecert.testenv;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the real servers, each started when first asked for and ended with the JVM.
 * Its constructor and methods may have parameters of these types:
 *
 * <ul>
 *   <li>{@link Cluster} and {@link io.fabric8.kubernetes.client.KubernetesClient}: one cluster for
 *       all tests of the JVM
 *   <li>{@link Pebble}: one CA for all tests of the JVM, and one more for each configuration that a
 *       parameter asks for by {@link PebbleWith}
 *   <li>{@link Bind}: the root of one DNS for all tests of the JVM, each of which makes {@linkplain
 *       Bind#newZone zones of its own}; and {@link PowerDns} beside it
 *   <li>{@link TestNamespace}: a namespace of the test's own, deleted after it
 *   <li>{@link Ports}: free ports, the test's own
 * </ul>
 *
 * What a {@code @BeforeAll} method takes is shared by the tests of its class. A server that cannot
 * be had or does not start fails the test, with what to install or the end of its log.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(TestEnvironmentExtension.class)
public @interface TestEnvironment {}
